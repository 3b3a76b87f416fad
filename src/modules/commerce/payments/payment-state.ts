/** State of a payment as the provider reports it. */
export const PAYMENT_STATES = ["PENDING", "FAILED", "CANCELLED", "SUCCEEDED", "REFUNDED"] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Money that was received outranks a failed try, and a refund outranks both: in whatever order events arrive, the last word is the same. */
const RANK: Readonly<Record<PaymentState, number>> = { PENDING: 0, FAILED: 1, CANCELLED: 1, SUCCEEDED: 2, REFUNDED: 3 };

export function isLaterState(state: PaymentState, than: PaymentState): boolean {
  return RANK[state] > RANK[than];
}

/** Those that this one outranks. */
export const earlierStates = (state: PaymentState): PaymentState[] => PAYMENT_STATES.filter((other) => isLaterState(state, other));
