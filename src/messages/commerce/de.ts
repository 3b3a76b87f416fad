export const receipt = {
  subject: "Deine Bestellung bei CodeQuest",
  refundSubject: "Erstattung deiner Bestellung bei CodeQuest",
  thanks: "danke für deine Bestellung. Sie ist bezahlt und ausgeführt:",
  discount: (code: string, amount: string) => `Enthalten: ${amount} Rabatt mit dem Code ${code}.`,
  sums: (net: string, tax: string, total: string) => `Netto ${net}, Steuer ${tax}, gesamt ${total}.`,
  refunded: (total: string) => `wir haben dir ${total} für deine Bestellung erstattet und zurückgenommen, was sie enthielt:`,
  partRefunded: (amount: string) => `wir haben dir ${amount} deiner Bestellung erstattet.`,
  partKept: "Du behältst alles, was du bestellt hast.",
  partTaken: "Zurückgenommen haben wir:",
  action: "Bestellung ansehen",
  closing: "Du bekommst diese Mail wegen einer Bestellung mit deinem Konto bei CodeQuest. Sie ist eine Quittung, keine Rechnung.",
};

export const entitlement = {
  names: {
    "premium-problems": "Premium-Aufgaben",
    "premium-tracks": "Premium-Kurse",
    track: "einen gekauften Kurs",
    "ai-quota": "zusätzliche KI-Anfragen",
    "private-content": "private Inhalte",
    "order-support": "die Betreuung von Bestellungen",
    "queue-priority": "Vorrang in der Warteschlange",
    seats: "Plätze deines Teams",
  },
  expired: (name: string) => `Abgelaufen: ${name}`,
  expiredBody: (name: string) => `Nicht mehr in deinem Plan oder Kauf enthalten: ${name}. Was du erstellt hast, bleibt dir.`,
};
