import { MINUTE_MS } from "../../../kernel/units.js";
import type { PaymentState } from "../payments/payment-state.js";
import type { OrderChange } from "./order-changes.js";
import type { CloseReason, OrderStatus } from "./order-status.js";

/** How often the provider is asked about a payment, in case its event is lost. */
export const ASK_MS = MINUTE_MS;

/**
 * What the state of a payment means for its order: null if nothing changes. It depends on nothing but the two present states, so events
 * may be lost, repeated and reordered, and an order never keeps money without being fulfilled or refunded.
 * PENDING: the provider knows the payment, and waits for the customer.
 */
export function reactionTo(
  { status, closeReason }: { status: OrderStatus; closeReason: CloseReason | null },
  payment: PaymentState,
): OrderChange | null {
  switch (status) {
    case "RESERVED":
      return payment === "PENDING" ? { status: "AWAITING_PAYMENT", detail: "Payment requested.", dueInMs: ASK_MS } : whileOpen(payment);
    case "AWAITING_PAYMENT":
      return whileOpen(payment);
    case "CLOSING":
      return whileClosing(payment, closeReason ?? "CANCELLED");
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
      // The provider took the money after it had said that it would not. The stock is gone, so it goes back.
      if (payment === "SUCCEEDED") return { status: "REFUNDING", detail: "Paid after the order had ended.", reason: "Paid too late." };
      return null;
    case "PAID":
    case "FULFILLED":
    case "COMPLETED":
      if (payment === "REFUNDED")
        return { status: "REFUNDING", detail: "The provider refunded the payment.", reason: "Refunded by the payment provider." };
      return null;
    case "REFUNDING":
    case "REFUNDED":
      return null;
  }
}

function whileOpen(payment: PaymentState): OrderChange | null {
  switch (payment) {
    case "PENDING":
      return null;
    case "SUCCEEDED":
      return { status: "PAID", detail: "Payment received." };
    case "FAILED":
      return { status: "DECLINED", detail: "Payment declined; stock released.", reason: "The payment was declined.", release: true };
    case "CANCELLED":
      return { status: "EXPIRED", detail: "The provider ended the payment; stock released.", release: true };
    case "REFUNDED":
      return { status: "REFUNDED", detail: "Paid and refunded at the provider; stock released.", release: true };
  }
}

function whileClosing(payment: PaymentState, reason: CloseReason): OrderChange | null {
  switch (payment) {
    case "PENDING":
      return null;
    case "SUCCEEDED":
      // Paid at the last moment: an expired order is still wanted, a cancelled one is not.
      if (reason === "EXPIRED") return { status: "PAID", detail: "Payment received before it could be closed." };
      return { status: "REFUNDING", detail: "Paid before the cancellation took effect.", reason: "The order was cancelled." };
    case "FAILED":
    case "CANCELLED":
      return { status: reason, detail: "Payment closed; stock released.", release: true };
    case "REFUNDED":
      return { status: "REFUNDED", detail: "Paid and refunded at the provider; stock released.", release: true };
  }
}
