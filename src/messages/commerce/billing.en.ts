export const invoiceReceipt = {
  subject: "Your invoice at CodeQuest is paid",
  refundSubject: "Refund of your invoice at CodeQuest",
  paid: (number: string, total: string) => `thank you: invoice ${number} over ${total} is paid.`,
  refunded: (number: string, total: string) => `of invoice ${number}, ${total} have been refunded.`,
  action: "Show the invoices",
  closing: "You get this mail because of a subscription at CodeQuest. The invoice is on the page of your subscriptions.",
};

/** `{plan}` is its title, `{day}` an ISO day. */
export const subscription = {
  STARTED: ["Your plan {plan} has begun", "Everything it includes is available now."],
  TRIAL_ENDING: [
    "The trial of {plan} ends soon",
    "It is charged for the first time on {day}. Cancel before if you do not want to keep it.",
  ],
  PAYMENT_FAILED: ["The payment for {plan} failed", "Everything stays available until {day}. Check your payment method."],
  SUSPENDED: ["Your plan {plan} is suspended", "It is unpaid. What it includes is available again once it is paid."],
  RECOVERED: ["Your plan {plan} is paid", "Everything it includes is available again."],
  ENDED: ["Your plan {plan} has ended", "What you have made stays yours."],
} as const satisfies Record<string, readonly [string, string]>;
