/**
 * What a worker does with an order in each status. A step calls the provider without a transaction, and then changes the row only if it
 * still has the claim and the status. Every step may run again after a crash: its effects at the provider have a key, those in the
 * database commit together with the change of status.
 */
import { AppError } from "../../../kernel/errors.js";
import { SECOND_MS } from "../../../kernel/units.js";
import type { Transaction } from "../../../platform/database/database.js";
import type { Claim } from "../../contracts/claims.js";
import type { PaymentRef, Settle } from "../payments/payments.service.js";
import type { OrderChange, OrderChanges } from "./order-changes.js";
import { lockClaimed, lockOrderOf, lockPaid, type ClaimedOrder } from "./order.rows.js";
import { isFinal, type OrderStatus } from "./order-status.js";
import { ASK_MS, reactionTo } from "./payment-reaction.js";
import type { StepDependencies } from "./step-dependencies.js";
import { payRefunds } from "./refunds/pay-refunds.js";
import { kindOf, paidLine, takeLinesBack } from "./take-back.js";

const ASK_AGAIN_MS = 30 * SECOND_MS;
/** Failed tries of a fulfilment, after which the money goes back. With their pauses they take about an hour. */
const MOST_FAILURES = 12;

const RECEIPT: OrderChange = { status: "COMPLETED", detail: "Receipt sent.", settled: "COMPLETED" };
const LATE: OrderChange = { status: "CLOSING", closeReason: "EXPIRED", detail: "Not paid in time." };

/** Resolves to whether the order may have more to do at once. */
export type Step = (order: ClaimedOrder, claim: Claim) => Promise<boolean>;

/** Locks an order with the first statement that changes its payment, before it, and applies the new state. Needs no claim. */
export const createSettlement =
  (changes: OrderChanges) =>
  async (tx: Transaction, payment: PaymentRef): Promise<Settle> => {
    const locked = await lockOrderOf(tx, payment);
    return async (state) => {
      const [order] = await locked.rows();
      const reaction = order && reactionTo(order, state);
      if (reaction) await changes.change(tx, order, reaction);
    };
  };

export function createOrderSteps(deps: StepDependencies): Partial<Record<OrderStatus, Step>> {
  const { db, log, payments, changes, services, env } = deps;

  /** A change by the claim, unless somebody else has moved the order. */
  const move = (claim: Claim, from: OrderStatus, change: (tx: Transaction, order: ClaimedOrder) => Promise<OrderChange | null>) =>
    db.transaction(async (tx) => {
      const order = await lockClaimed(tx, claim, from);
      if (!order) return true;
      const wanted = await change(tx, order);
      if (wanted) await changes.change(tx, order, wanted);
      return wanted !== null && !isFinal(wanted.status);
    });

  const refuse = (claim: Claim, why: string) =>
    move(claim, "PAID", async () => ({ status: "REFUNDING", detail: `Could not be fulfilled: ${why}`, reason: why }));

  return {
    async RESERVED(order, claim) {
      if (order.totalMinor === 0) return move(claim, "RESERVED", async () => ({ status: "PAID", detail: "Nothing to pay." }));
      // A provider that refuses or does not answer must not hold the stock for longer than a customer who does not pay.
      if (order.leftMs <= 0) return move(claim, "RESERVED", async () => LATE);
      const { state } = await payments.start({
        ...{ id: order.id, amountMinor: order.totalMinor, currency: order.currency, expiresAt: order.expiresAt },
        description: "CodeQuest order",
        returnUrl: `${env.WEB_URL}/orders/${order.id}`,
      });
      return state !== "PENDING";
    },

    async AWAITING_PAYMENT(order, claim) {
      const payment = await payments.refresh(order.id);
      return move(claim, "AWAITING_PAYMENT", async (tx, current) => {
        const reaction = payment && reactionTo(current, payment.state);
        if (reaction) return reaction;
        if (current.leftMs <= 0) return LATE;
        await changes.wait(tx, order.id, Math.min(current.leftMs, ASK_MS));
        return null;
      });
    },

    async CLOSING(order, claim) {
      const payment = await payments.close(order.id);
      return move(claim, "CLOSING", async (tx, current) => {
        if (!payment) return { status: current.closeReason ?? "CANCELLED", detail: "Never paid; stock released.", release: true };
        const reaction = reactionTo(current, payment.state);
        if (!reaction) await changes.wait(tx, order.id, ASK_AGAIN_MS);
        return reaction;
      });
    },

    async PAID(order, claim) {
      if (order.failures >= MOST_FAILURES) return refuse(claim, "It failed too often.");
      try {
        return await db.transaction(async (tx) => {
          const { order: current, lines } = await lockPaid(tx, claim);
          if (!current) return true;
          const { userId } = current;
          if (userId === null || lines.length === 0) throw new AppError("NOT_FOUND", "The account has been deleted.");
          for (const line of lines) await kindOf(line).fulfil(tx, paidLine(line, userId, current), services);
          await tx.flush();
          await changes.change(tx, current, { ...RECEIPT, via: [{ status: "FULFILLED", detail: "Fulfilled." }], sell: true });
          return false;
        });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.warn({ orderId: order.id, code: error.code }, "order cannot be fulfilled; refunding");
        return refuse(claim, error.message);
      }
    },

    // An earlier version of the program has committed this step by itself.
    FULFILLED: (_order, claim) => move(claim, "FULFILLED", async () => RECEIPT),

    async COMPLETED(order, claim) {
      await payRefunds(deps, order, claim);
      return true;
    },

    async REFUNDING(order, claim) {
      const payment = await payments.refund(order.id);
      // Such as after a retention that is too short: an admin must see it, as nobody gave the money back.
      if (!payment && order.totalMinor > 0) throw new Error("The payment of an order to refund is gone.");
      return move(claim, "REFUNDING", async (tx, current) => {
        const { fulfilledAt } = current;
        if (payment?.state === "SUCCEEDED" || payment?.state === "PENDING") {
          await changes.wait(tx, order.id, ASK_MS);
          return null;
        }
        if (fulfilledAt) {
          await takeLinesBack(tx, current, services);
          await tx.execute("update orders set fulfilled_at = null where id = ?", [order.id]);
        }
        await tx.flush();
        const detail = `${payment ? "Refunded" : "Nothing was paid"}; ${fulfilledAt ? "fulfilment taken back" : "stock released"}.`;
        return { status: "REFUNDED", detail, release: true, settled: "REFUNDED" };
      });
    },
  };
}

/** An answer of the program, not a failure: trying again would be the same. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code !== "SERVICE_UNAVAILABLE" && error.code !== "INTERNAL_SERVER_ERROR";
}
