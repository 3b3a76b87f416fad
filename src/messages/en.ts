// English: every text that the platform sends to people. Its shape is the shape of every other language.

export type Sentence = readonly [title: string, body: string];

export const en = {
  greeting: "Hello",

  closing: {
    addressGiven: "You get this mail because this address was given for an account at CodeQuest. If it was not you, ignore it.",
    security: "You get this mail because it concerns the security of your account at CodeQuest.",
    preferences: "You get this mail because of the notification settings of your account at CodeQuest.",
    digest: "You get this mail because your account at CodeQuest wants a digest.",
  },

  welcome: {
    subject: "Welcome to CodeQuest",
    ready: "your CodeQuest account is ready.",
    confirm: "Confirm that this address is yours",
    start: "Pick a problem, write a solution in one of six languages, and watch it being judged test by test.",
  },

  verifyEmail: {
    subject: "Confirm your e-mail address",
    body: "please confirm that this address is yours. The link works for 72 hours.",
    action: "Confirm the address",
  },
  resetPassword: {
    subject: "Set a new password",
    body: "someone, most likely you, has asked for a new password for your account. The link works once, for an hour.",
    action: "Set a new password",
    notYou: "If it was not you, ignore this mail: your password stays as it is.",
  },
  changeEmail: {
    subject: "Confirm your new e-mail address",
    body: "your account is to have this e-mail address from now on. The link works for 24 hours.",
    action: "Use this address",
  },
  undoEmailChange: {
    subject: "Your e-mail address has been changed",
    body: "your account has another e-mail address now, and this one can't sign in to it any more.",
    notYou:
      "If it was not you, undo the change: that signs everyone out of your account and lets you set a new password. The link works for 7 days.",
    action: "Undo the change",
  },
  registrationRepeated: {
    subject: "You have an account already",
    body: "someone, perhaps you, has tried to make an account with this e-mail address, which has one already.",
    advice: "Sign in with it, or ask for a new password if you have forgotten yours.",
  },

  roleDecision: {
    approved: "Your role request has been approved",
    rejected: "Your role request has been rejected",
    approvedBody: (role: string) =>
      `your request for the role "${role}" has been approved. You have the role from now on, without signing in again.`,
    rejectedBody: (role: string) =>
      `your request for the role "${role}" has been rejected. Your account stays as it was, and you may ask again.`,
    quoted: "The admin writes:",
  },

  notification: { open: "Show it" },

  digest: {
    subject: (count: number) => (count === 1 ? "An unread notification" : `${count} unread notifications`),
    lead: "this is new, and you have not read it yet:",
    more: (count: number) => `… and ${count} more.`,
    open: "Show them all",
  },

  unsubscribe: {
    title: "Mails from CodeQuest",
    ask: "Stop getting these mails?",
    button: "Unsubscribe",
    done: "You get no more mails of this kind.",
    again: "You can switch them on again in your account's settings.",
    invalid: "This link is not valid, or not any more.",
  },

  security: {
    notYou: "If it was not you, set a new password at once, and end the sessions you don't know.",
    time: "Time",
    device: "Device",
    address: "Network address",
    changes: {
      NEW_SIGN_IN: ["A new sign-in to your account", "Someone has signed in to your account from where it was not used before."],
      PASSWORD_CHANGED: [
        "Your password has been changed",
        "The password of your account has been changed, and its other sessions have ended.",
      ],
      PASSWORD_RESET: [
        "Your password has been reset",
        "The password of your account has been set anew by a link from a mail. Every session has ended.",
      ],
      EMAIL_CHANGE_REQUESTED: [
        "Your e-mail address is to be changed",
        "Someone signed in to your account wants it to have another e-mail address. It changes once the new one is confirmed.",
      ],
      TWO_FACTOR_ENABLED: [
        "Two-factor is on",
        "Signing in to your account asks for a code of your authenticator app from now on. Keep the recovery codes safe.",
      ],
      TWO_FACTOR_DISABLED: ["Two-factor is off", "Signing in to your account asks for no second step any more."],
      RECOVERY_CODE_USED: [
        "A recovery code was used",
        "Someone used one of the recovery codes of your account in place of the authenticator app.",
      ],
      RECOVERY_CODES_RENEWED: ["New recovery codes", "Your account has new recovery codes; the old ones no longer work."],
      API_TOKEN_CREATED: ["A new API token", "An API token has been made for your account."],
      PROVIDER_LINKED: ["A new way to sign in", "An identity at another service can sign in to your account from now on."],
      PROVIDER_UNLINKED: ["A way to sign in is gone", "An identity at another service can't sign in to your account any more."],
      REFRESH_TOKEN_REUSED: [
        "A session has been ended",
        "A key of one of your sessions was used twice, as happens when a copy of it is stolen. That session has ended; sign in again where you need to.",
      ],
      IMPERSONATED: [
        "An admin is acting as your account",
        "An admin sees your account as you do for half an hour at most, as to find out what does not work. Your password, e-mail address and sessions are out of their reach. Your list of sessions shows it, and you can end it there.",
      ],
      SUSPENDED: ["Your account is suspended", "An admin has suspended your account. The reason is shown when you sign in."],
      REINSTATED: ["Your account is open again", "Your account is no longer suspended. You may sign in."],
    } satisfies Record<string, Sentence>,
  },

  accountDeletion: {
    scheduled: {
      title: "Your account will be deleted",
      body: (dueAt: string) => `Your account and what is yours in it will be deleted on ${dueAt}. Until then it works as before.`,
      advice:
        "To keep it, sign in before that and cancel the deletion in your account's settings. If you have not asked for it, set a new password too.",
    },
    cancelled: {
      title: "Your account stays",
      body: "The deletion of your account has been cancelled.",
      advice: "If it was not you, set a new password, and end the sessions you don't know.",
    },
  },

  dataExport: {
    title: "Your data is ready to download",
    body: (until: string) => `The archive of your account's data is ready. You can fetch it in your account's settings until ${until}.`,
    notYou: "If you have not asked for it, someone else knows your password: set a new one at once.",
  },

  verdict: {
    body: "Your submission has been judged.",
    ACCEPTED: "accepted",
    WRONG_ANSWER: "wrong answer",
    TIME_LIMIT_EXCEEDED: "time limit exceeded",
    MEMORY_LIMIT_EXCEEDED: "memory limit exceeded",
    OUTPUT_LIMIT_EXCEEDED: "output limit exceeded",
    RUNTIME_ERROR: "runtime error",
    COMPILATION_ERROR: "compilation error",
    SYSTEM_ERROR: "could not be judged",
  },
};
