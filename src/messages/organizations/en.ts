export const organizationInvitation = {
  subject: "You are invited to an organization at CodeQuest",
  body: (username: string, slug: string) =>
    `${username} invites you to the organization "${slug}" at CodeQuest. Sign in, or register with this address and confirm it, and you can accept. If you don't know ${username}, ignore this mail.`,
  action: "Show the invitation",
  closing:
    "You get this mail because somebody entered this address. It is mailed at most a few times, and the invitation expires by itself.",
};

export const organization = {
  invited: { title: (name: string) => `Invitation to ${name}`, body: "You can accept or decline it." },
  joined: { title: (name: string) => `You are a member of ${name}`, body: "You can leave it at any time." },
  removed: {
    title: (name: string) => `You are no longer a member of ${name}`,
    body: "Somebody who runs the organization has removed you.",
  },
  withoutOwner: {
    title: (name: string) => `${name} has no owner`,
    body: "The account of its last owner was deleted, and there is no manager. The organization is suspended. Make a member its owner and reinstate it, or leave it.",
  },
};

export const organizationDeletion = {
  scheduled: {
    title: (name: string) => `${name} will be deleted`,
    body: (dueAt: string) =>
      `An owner has asked for the deletion of the organization. It begins at ${dueAt}. Until then every owner can cancel the deletion in the organization's settings.`,
  },
  cancelled: {
    title: (name: string) => `${name} will not be deleted`,
    body: "The deletion of the organization was cancelled. Everything stays as it is.",
  },
  done: {
    title: (name: string) => `${name} was deleted`,
    body: "The organization and its content no longer exist. Your submissions and certificates are still in your account.",
  },
};

export const organizationExport = {
  title: (name: string) => `The archive of ${name} is ready`,
  body: (until: string) =>
    `It has all data of the organization, and can be downloaded until ${until}. If you did not request it, change your password and tell the other owners.`,
};
