// German: assessments.

export const assessmentDe = {
  assessment: {
    mail: {
      subject: "Einladung zu einem Test bei CodeQuest",
      body: (username: string) =>
        `${username} lädt dich zu einem Test ein. Du brauchst kein Konto. Der Link ist nur für dich: Gib ihn nicht weiter. Deine Zeit beginnt erst, wenn du sie startest.`,
      action: "Test öffnen",
      resultSubject: "Das Ergebnis deines Tests bei CodeQuest",
      resultBody: "Das Ergebnis des Tests, den du gemacht hast, liegt vor.",
      resultAction: "Ergebnis ansehen",
      rights: "Mit demselben Link kannst du sehen, was über dich gespeichert ist, und es löschen.",
      closing:
        "Du bekommst diese Mail, weil jemand diese Adresse für einen Test eingetragen hat. Wenn du nicht weißt, warum, ignoriere sie.",
    },
    invited: (title: string) => `Du bist eingeladen: ${title}`,
    invitedBody: "Deine Zeit beginnt erst, wenn du sie startest.",
    finished: (name: string) => (name ? `${name} ist fertig` : "Jemand ist fertig"),
    finishedBody: (title: string) => `Test: ${title}`,
    released: (title: string) => `Dein Ergebnis liegt vor: ${title}`,
    releasedBody: "Du kannst deine Punkte sehen, und wie sie zustande kommen.",
    evidenceNote:
      "Das sind Beobachtungen, kein Beweis und keine Bewertung. Menschen fügen eigenen Code ein, lesen Dokumentation und gehen an die Tür; kurze oder naheliegende Lösungen ähneln sich von selbst; und ein Client kann etwas auslassen. Sieh dir die Arbeit selbst an und sprich mit der Person, bevor du etwas daraus schließt.",
  },
};
