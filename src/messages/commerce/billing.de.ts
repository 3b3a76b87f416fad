export const invoiceReceipt = {
  subject: "Deine Rechnung bei CodeQuest ist bezahlt",
  refundSubject: "Erstattung zu deiner Rechnung bei CodeQuest",
  paid: (number: string, total: string) => `vielen Dank: Rechnung ${number} über ${total} ist bezahlt.`,
  refunded: (number: string, total: string) => `zu Rechnung ${number} wurden ${total} erstattet.`,
  action: "Rechnungen anzeigen",
  closing: "Du bekommst diese Mail wegen eines Abonnements bei CodeQuest. Die Rechnung findest du auf der Seite deiner Abonnements.",
};

/** `{plan}` is its title, `{day}` an ISO day. */
export const subscription = {
  STARTED: ["Dein Tarif {plan} hat begonnen", "Alles, was er enthält, ist jetzt verfügbar."],
  TRIAL_ENDING: [
    "Die Probezeit von {plan} endet bald",
    "Am {day} wird zum ersten Mal abgebucht. Kündige vorher, wenn du ihn nicht behalten willst.",
  ],
  PAYMENT_FAILED: ["Die Zahlung für {plan} ist fehlgeschlagen", "Alles bleibt bis {day} verfügbar. Prüfe deine Zahlungsart."],
  SUSPENDED: ["Dein Tarif {plan} ist ausgesetzt", "Er ist nicht bezahlt. Sobald er bezahlt ist, ist sein Inhalt wieder verfügbar."],
  RECOVERED: ["Dein Tarif {plan} ist bezahlt", "Alles, was er enthält, ist wieder verfügbar."],
  ENDED: ["Dein Tarif {plan} ist beendet", "Was du gemacht hast, bleibt dein."],
} as const satisfies Record<string, readonly [string, string]>;
