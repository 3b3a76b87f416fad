export const receipt = {
  subject: "Your order at CodeQuest",
  refundSubject: "Refund of your order at CodeQuest",
  thanks: "thank you for your order. It is paid and fulfilled:",
  discount: (code: string, amount: string) => `Included: ${amount} off with the code ${code}.`,
  sums: (net: string, tax: string, total: string) => `Net ${net}, tax ${tax}, total ${total}.`,
  refunded: (total: string) => `we have refunded ${total} for your order, and taken back what it gave you:`,
  partRefunded: (amount: string) => `we have refunded ${amount} of your order.`,
  partKept: "You keep everything that you ordered.",
  partTaken: "We have taken back:",
  action: "Show the order",
  closing: "You get this mail because of an order with your account at CodeQuest. It is a receipt, not an invoice.",
};

export const entitlement = {
  names: {
    "premium-problems": "premium problems",
    "premium-tracks": "premium tracks",
    track: "a track that you bought",
    "ai-quota": "additional AI requests",
    "private-content": "private content",
    "order-support": "the support of orders",
    "queue-priority": "priority in the queue",
    seats: "seats of your team",
  },
  expired: (name: string) => `Expired: ${name}`,
  expiredBody: (name: string) => `Your plan or purchase no longer includes ${name}. What you have made stays yours.`,
};
