// German: regrades, and feedback on work of classes.

export const feedbackDe = {
  regrade: {
    requested: (title: string) => `Neubewertung erbeten: ${title}`,
    requestedBody: "Ein Mitglied deines Kurses bittet darum, eine Note noch einmal anzusehen.",
    accepted: (title: string) => `Neu bewertet: ${title}`,
    declined: (title: string) => `Note bestätigt: ${title}`,
    decidedBody: "Deine Bitte um Neubewertung wurde beantwortet.",
  },

  feedback: {
    comment: (title: string) => `Kommentar zu deiner Arbeit: ${title}`,
    reply: (title: string) => `Antwort auf einen Kommentar: ${title}`,
    commentBody: "Er steht bei den Zeilen, um die es geht.",
    hint: (title: string) => `Hinweis zu ${title}`,
    hintBody: "Deine Lehrkraft hat ihn für alle geschrieben, deren Einreichungen wie deine scheitern.",
  },
};
