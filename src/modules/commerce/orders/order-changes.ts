/** The only statements that change what an order is: each writes its history and tells watchers. */
import * as z from "zod";
import { contract } from "../../../kernel/contract.js";
import { newId } from "../../../kernel/ids.js";
import { id } from "../../../kernel/schemas.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { rows, type Transaction } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { rowJob } from "../../contracts/claimed-work.js";
import { releaseCode } from "./codes/redeem-code.js";
import { linesByProduct, type OrderRow } from "./order.rows.js";
import { EVENT_DETAIL_MAX, REASON_MAX } from "./order.entity.js";
import { recordWholeRefund } from "./refunds/refund-rows.js";
import { isFinal, type CloseReason, type OrderStatus } from "./order-status.js";

/** An order has changed; `final`: it has ended. Watchers read the row. */
export const orderTopic = contract("order", z.object({ orderId: id, final: z.boolean().default(false) }));

export const advanceOrder = rowJob(
  "advance-order",
  "Takes an order to its next steps: payment, fulfilment, receipt, or their compensations.",
);

export interface OrderChange {
  status: OrderStatus;
  /** For the history, in English. No personal data. */
  detail: string;
  closeReason?: CloseReason;
  reason?: string;
  /** Gives the reserved stock and the use of a code back. */
  release?: true;
  /** Looked at again after this time; by default at once, and never if the status is final. */
  dueInMs?: number;
}

export interface OrderChanges {
  /** The caller holds the lock on the row. */
  change(tx: Transaction, order: Pick<OrderRow, "id" | "holdsStock">, change: OrderChange): Promise<void>;
  /** The first event of a new order. */
  begin(tx: Transaction, orderId: string, detail: string): Promise<void>;
  /** Something happened that leaves the status as it is. `due`: a worker looks at the order at once. The caller holds the lock on the row. */
  note(tx: Transaction, order: Pick<OrderRow, "id" | "status">, note: { detail: string; due: boolean }): Promise<void>;
  /** Nothing is left to do for an order in a final status. */
  rest(tx: Transaction, orderId: string): Promise<void>;
  /** Puts off the next look, without a change. */
  wait(tx: Transaction, orderId: string, ms: number): Promise<void>;
  /** Adds the job after the commit. A worker also looks for due rows every second, so nothing depends on it. */
  queue(tx: Transaction, orderId: string): void;
}

export function createOrderChanges({ jobs, pubSub, log }: { jobs: Jobs; pubSub: PubSub; log: Logger }): OrderChanges {
  const append = (tx: Transaction, orderId: string, status: OrderStatus, detail: string) =>
    tx.execute("insert into order_events (id, order_id, status, detail, at) values (?, ?, ?, ?, clock_timestamp())", [
      ...[newId(), orderId, status, detail.slice(0, EVENT_DETAIL_MAX)],
    ]);
  const queue = (tx: Transaction, orderId: string) =>
    tx.afterCommit(async () => {
      try {
        await jobs.add(advanceOrder, { id: orderId }, orderId);
      } catch (error) {
        log.warn({ err: error, orderId }, "order not queued; a worker will find it");
      }
    });

  return {
    queue,

    async begin(tx, orderId, detail) {
      await append(tx, orderId, "RESERVED", detail);
      queue(tx, orderId);
    },

    async change(tx, { id: orderId, holdsStock }, { status, detail, closeReason, reason, release, dueInMs = 0 }) {
      const final = isFinal(status);
      await tx.execute(
        `update orders set status = ?, close_reason = coalesce(?, close_reason), reason = coalesce(?, reason), failures = 0,
           revision = revision + 1, holds_stock = holds_stock and not ?, finished_at = case when ? then now() end,
           due_at = case when ? then null else now() + ? * interval '1 millisecond' end
         where id = ?`,
        [status, closeReason ?? null, reason?.slice(0, REASON_MAX) ?? null, release === true, final, final, dueInMs, orderId],
      );
      if (status === "REFUNDED") await recordWholeRefund(tx, orderId);
      if (release && holdsStock) {
        await moveStock(tx, orderId, "reserved = reserved - ?");
        await releaseCode(tx, orderId);
      }
      await append(tx, orderId, status, detail);
      tx.afterCommit(() => pubSub.publish(orderTopic, orderId, { orderId, final }));
      if (!final && dueInMs < SECOND_MS) queue(tx, orderId);
    },

    async note(tx, { id: orderId, status }, { detail, due }) {
      await tx.execute(
        "update orders set revision = revision + 1, failures = 0, due_at = case when ? then now() else due_at end where id = ?",
        [due, orderId],
      );
      await append(tx, orderId, status, detail);
      tx.afterCommit(() => pubSub.publish(orderTopic, orderId, { orderId, final: false }));
      if (due) queue(tx, orderId);
    },

    async rest(tx, orderId) {
      await tx.execute("update orders set due_at = null where id = ?", [orderId]);
    },

    async wait(tx, orderId, ms) {
      await tx.execute("update orders set due_at = now() + ? * interval '1 millisecond' where id = ?", [ms, orderId]);
    },
  };
}

/** Takes the quantity of each line as often as `set` has placeholders. */
async function moveStock(tx: Transaction, orderId: string, set: string): Promise<void> {
  const times = set.split("?").length - 1;
  for (const { productId, quantity, limited } of await linesByProduct(tx, orderId))
    if (limited) await tx.execute(`update products set ${set} where id = ?`, [...Array<number>(times).fill(quantity), productId]);
}

/** Reserved pieces are sold. */
export async function sellStock(tx: Transaction, orderId: string): Promise<void> {
  await moveStock(tx, orderId, "reserved = reserved - ?, sold = sold + ?");
  await tx.execute("update orders set holds_stock = false, fulfilled_at = now() where id = ?", [orderId]);
}

/** Lock of a step: undefined if the claim is lost or the order has another status since. */
export async function lockClaimed(
  tx: Transaction,
  claim: { id: string; attempt: number },
  status: OrderStatus,
): Promise<{ id: string } | undefined> {
  const sql = "select id from orders where id = ? and attempt = ? and status = ? for update";
  return (await rows<{ id: string }>(tx, sql, [claim.id, claim.attempt, status]))[0];
}
