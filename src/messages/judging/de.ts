export const verdict = {
  body: "Deine Einreichung wurde bewertet.",
  ACCEPTED: "akzeptiert",
  REJECTED: "nicht akzeptiert",
  WRONG_ANSWER: "falsche Antwort",
  TIME_LIMIT_EXCEEDED: "Zeitlimit überschritten",
  MEMORY_LIMIT_EXCEEDED: "Speicherlimit überschritten",
  OUTPUT_LIMIT_EXCEEDED: "Ausgabelimit überschritten",
  RUNTIME_ERROR: "Laufzeitfehler",
  COMPILATION_ERROR: "Übersetzungsfehler",
  SYSTEM_ERROR: "konnte nicht bewertet werden",
};
