/**
 * What a worker does with an order in each status. A step calls the provider without a transaction, and then changes the row only if it
 * still has the claim and the status. Every step may run again after a crash: its effects at the provider have a key, those in the
 * database commit together with the change of status.
 */
import { orderSettled } from "../../../events/order-settled.event.js";
import { AppError } from "../../../kernel/errors.js";
import { MINUTE_MS, SECOND_MS } from "../../../kernel/units.js";
import { rows, type Transaction } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { Claim } from "../../contracts/claims.js";
import { lockClaimed, sellStock, type OrderChange } from "./order-changes.js";
import { findOrder, linesByProduct, type OrderRow } from "./order.rows.js";
import type { OrderStatus } from "./order-status.js";
import { reactionTo } from "./payment-reaction.js";
import type { StepDependencies } from "./step-dependencies.js";
import { payRefunds } from "./refunds/pay-refunds.js";
import { kindOf, paidLine, takeLinesBack } from "./take-back.js";

/** How often the provider is asked about a payment, in case its event is lost. */
const ASK_MS = MINUTE_MS;
const ASK_AGAIN_MS = 30 * SECOND_MS;
/** Failed tries of a fulfilment, after which the money goes back. With their pauses they take about an hour. */
const MOST_FAILURES = 12;

const LATE: OrderChange = { status: "CLOSING", closeReason: "EXPIRED", detail: "Not paid in time." };

export type Step = (order: OrderRow, claim: Claim) => Promise<void>;

/** Applies the present state of the payment. Also the handler of payment events, without a claim. */
export async function settlePayment({ db, payments, changes }: StepDependencies, orderId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const order = await findOrder(tx, orderId, "for update");
    if (!order) return;
    const [payment] = await payments.ofOrders(tx, [orderId]);
    const reaction = payment && reactionTo(order, payment.state);
    if (reaction) await changes.change(tx, order, reaction);
  });
}

export function createOrderSteps(deps: StepDependencies): Partial<Record<OrderStatus, Step>> {
  const { db, log, payments, changes, services, env } = deps;

  /** A change by the claim, unless somebody else has moved the order. */
  const move = (claim: Claim, from: OrderStatus, change: (tx: Transaction, order: OrderRow) => Promise<OrderChange | null>) =>
    db.transaction(async (tx) => {
      if (!(await lockClaimed(tx, claim, from))) return;
      const order = (await findOrder(tx, claim.id))!;
      const wanted = await change(tx, order);
      if (wanted) await changes.change(tx, order, wanted);
    });

  const refuse = (claim: Claim, why: string) =>
    move(claim, "PAID", async () => ({ status: "REFUNDING", detail: `Could not be fulfilled: ${why}`, reason: why }));

  return {
    async RESERVED(order, claim) {
      if (order.totalMinor === 0) return move(claim, "RESERVED", async () => ({ status: "PAID", detail: "Nothing to pay." }));
      const isOpen = await db.transaction(async (tx) => {
        if (!(await lockClaimed(tx, claim, "RESERVED"))) return false;
        // Written under the lock of the order, so that closing the order finds the payment.
        if ((await databaseTime(tx)) < order.expiresAt.getTime()) {
          await payments.open(tx, { id: order.id, amountMinor: order.totalMinor, currency: order.currency });
          return true;
        }
        // A provider that refuses or does not answer must not hold the stock for longer than a customer who does not pay.
        await changes.change(tx, order, LATE);
        return false;
      });
      if (!isOpen) return;
      await payments.start({
        ...{ id: order.id, amountMinor: order.totalMinor, currency: order.currency, expiresAt: order.expiresAt },
        description: "CodeQuest order",
        returnUrl: `${env.WEB_URL}/orders/${order.id}`,
      });
      await move(claim, "RESERVED", async () => ({ status: "AWAITING_PAYMENT", detail: "Payment requested.", dueInMs: ASK_MS }));
      await settlePayment(deps, order.id);
    },

    async AWAITING_PAYMENT(order, claim) {
      await payments.refresh(order.id);
      await settlePayment(deps, order.id);
      await move(claim, "AWAITING_PAYMENT", async (tx, { expiresAt }) => {
        const leftMs = expiresAt.getTime() - (await databaseTime(tx));
        if (leftMs <= 0) return LATE;
        await changes.wait(tx, order.id, Math.min(leftMs, ASK_MS));
        return null;
      });
    },

    async CLOSING(order, claim) {
      const payment = await payments.close(order.id);
      await settlePayment(deps, order.id);
      await move(claim, "CLOSING", async (tx, { closeReason }) => {
        if (!payment) return { status: closeReason ?? "CANCELLED", detail: "Never paid; stock released.", release: true };
        await changes.wait(tx, order.id, ASK_AGAIN_MS);
        return null;
      });
    },

    async PAID(order, claim) {
      if (order.failures >= MOST_FAILURES) return refuse(claim, "It failed too often.");
      try {
        await move(claim, "PAID", async (tx, { userId }) => {
          // Locked before classes and products, as everywhere.
          const open = "select 1 from users where id = ? and deleted_at is null for no key update";
          if (userId === null || (await rows(tx, open, [userId])).length === 0)
            throw new AppError("NOT_FOUND", "The account has been deleted.");
          for (const line of await linesByProduct(tx, order.id)) await kindOf(line).fulfil(tx, paidLine(line, userId, order), services);
          await tx.flush();
          await sellStock(tx, order.id);
          return { status: "FULFILLED", detail: "Fulfilled." };
        });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.warn({ orderId: order.id, code: error.code }, "order cannot be fulfilled; refunding");
        await refuse(claim, error.message);
      }
    },

    FULFILLED: (_order, claim) =>
      move(claim, "FULFILLED", async (tx) => {
        announce(tx, orderSettled, { orderId: claim.id, status: "COMPLETED" });
        await tx.flush();
        return { status: "COMPLETED", detail: "Receipt sent." };
      }),

    COMPLETED: (order, claim) => payRefunds(deps, order, claim),

    async REFUNDING(order, claim) {
      const payment = await payments.refund(order.id);
      // Such as after a retention that is too short: an admin must see it, as nobody gave the money back.
      if (!payment && order.totalMinor > 0) throw new Error("The payment of an order to refund is gone.");
      await move(claim, "REFUNDING", async (tx, current) => {
        const { fulfilledAt } = current;
        if (payment?.state === "SUCCEEDED" || payment?.state === "PENDING") {
          await changes.wait(tx, order.id, ASK_MS);
          return null;
        }
        if (fulfilledAt) {
          await takeLinesBack(tx, current, services);
          await tx.execute("update orders set fulfilled_at = null where id = ?", [order.id]);
        }
        announce(tx, orderSettled, { orderId: claim.id, status: "REFUNDED" });
        await tx.flush();
        const what = payment ? "Refunded" : "Nothing was paid";
        return { status: "REFUNDED", detail: `${what}; ${fulfilledAt ? "fulfilment taken back" : "stock released"}.`, release: true };
      });
    },
  };
}

const databaseTime = async (tx: Transaction): Promise<number> => {
  const [row] = (await tx.execute("select clock_timestamp() as now", [], "all")) as { now: Date }[];
  return row!.now.getTime();
};

/** An answer of the program, not a failure: trying again would be the same. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code !== "SERVICE_UNAVAILABLE" && error.code !== "INTERNAL_SERVER_ERROR";
}
