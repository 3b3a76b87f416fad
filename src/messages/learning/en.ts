export const classInvitation = {
  subject: "You are invited to a class at CodeQuest",
  body: (username: string) =>
    `${username} has put this address on the list of a class at CodeQuest. Register with it and confirm it, and you are a member of the class. If you don't know ${username}, ignore this mail.`,
  action: "Register",
  closing: "You get this mail because an instructor entered this address. You get no further mail unless you register.",
};

export const classEnding = {
  title: (name: string) => `${name} will be archived`,
  body: (day: string) =>
    `Its term ends on ${day}. Then it becomes read-only, and its join code stops working. Nothing is lost: you can reopen it, or move the end.`,
};

export const coursework = {
  opened: (title: string) => `New assignment: ${title}`,
  openedBody: (due: string | null) => (due ? `It is due on ${due}.` : "It has no due time."),
  dueSoon: (title: string) => `Due soon: ${title}`,
  dueSoonBody: (due: string) => `You have handed in nothing yet. It is due on ${due}.`,
  released: (title: string) => `Grades are out: ${title}`,
  releasedBody: "You can see your grade, and how it was computed.",
};
