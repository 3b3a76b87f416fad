export const classInvitation = {
  subject: "Einladung in einen Kurs bei CodeQuest",
  body: (username: string) =>
    `${username} hat diese Adresse auf die Liste eines Kurses bei CodeQuest gesetzt. Registriere dich damit und bestätige sie, dann gehörst du zum Kurs. Wenn du ${username} nicht kennst, ignoriere diese Mail.`,
  action: "Registrieren",
  closing: "Du bekommst diese Mail, weil eine Lehrkraft diese Adresse eingetragen hat. Ohne Registrierung bekommst du keine weitere.",
};

export const classEnding = {
  title: (name: string) => `${name} wird archiviert`,
  body: (day: string) =>
    `Das Semester endet am ${day}. Danach kann der Kurs nur noch gelesen werden, und sein Beitrittscode verfällt. Nichts geht verloren: Du kannst ihn wieder öffnen oder das Ende verschieben.`,
};

export const coursework = {
  opened: (title: string) => `Neue Aufgabe: ${title}`,
  openedBody: (due: string | null) => (due ? `Abgabe bis ${due}.` : "Sie hat keinen Abgabetermin."),
  dueSoon: (title: string) => `Bald fällig: ${title}`,
  dueSoonBody: (due: string) => `Du hast noch nichts abgegeben. Abgabe bis ${due}.`,
  released: (title: string) => `Noten liegen vor: ${title}`,
  releasedBody: "Du kannst deine Note sehen, und wie sie berechnet wurde.",
};
