export const webhookStopped = {
  title: (organization: string) => `Ein Webhook von ${organization} wurde angehalten`,
  body: {
    FAILING:
      "Drei Tage lang konnte nichts zugestellt werden. Behebe den Fehler, schalte ihn wieder ein und wiederhole, was fehlgeschlagen ist.",
    GONE: "Er hat geantwortet, dass es ihn nicht mehr gibt (410). Schalte ihn wieder ein, wenn das ein Versehen war, oder lösche ihn.",
  },
};
