export const aiFinished = {
  REVIEW: "Deine KI-Durchsicht ist fertig",
  HINT: "Dein Hinweis ist fertig",
  EXPLANATION: "Deine Erklärung ist fertig",
  SUMMARY: "Deine Zusammenfassung ist fertig",
  QUIZ_DRAFT: "Dein Entwurf von Fragen ist fertig",
  PATH: "Der Text zu deinem Lernpfad ist fertig",
  PROOFREADING: "Deine Aufgabe wurde Korrektur gelesen",
  body: "Öffne die Anfrage, um die Antwort zu lesen.",
};
