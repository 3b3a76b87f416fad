/** Where an order is. docs/commerce.md draws the ways between them. */
export const ORDER_STATUSES = [
  "RESERVED",
  "AWAITING_PAYMENT",
  "PAID",
  "FULFILLED",
  "COMPLETED",
  "CLOSING",
  "DECLINED",
  "CANCELLED",
  "EXPIRED",
  "REFUNDING",
  "REFUNDED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const FINAL_STATUSES: readonly OrderStatus[] = ["COMPLETED", "DECLINED", "CANCELLED", "EXPIRED", "REFUNDED"];

export function isFinal(status: OrderStatus): boolean {
  return FINAL_STATUSES.includes(status);
}

/** Why an order is being closed. */
export const CLOSE_REASONS = ["CANCELLED", "EXPIRED"] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];
