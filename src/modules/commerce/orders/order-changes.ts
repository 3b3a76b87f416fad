/** The only statements that change what an order is: each writes its history and tells watchers. */
import * as z from "zod";
import { orderSettled, type OrderSettled } from "../../../events/order-settled.event.js";
import { contract } from "../../../kernel/contract.js";
import { newId } from "../../../kernel/ids.js";
import { id } from "../../../kernel/schemas.js";
import { SECOND_MS } from "../../../kernel/units.js";
import type { Transaction } from "../../../platform/database/database.js";
import { deferred } from "../../../platform/database/prepared.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import { announcing } from "../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { rowJob } from "../../contracts/claimed-work.js";
import { releaseCode } from "./codes/redeem-code.js";
import type { OrderRow } from "./order.rows.js";
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
  /** Statuses on the way, which the order has only in its history. */
  via?: readonly { status: OrderStatus; detail: string }[];
  closeReason?: CloseReason;
  reason?: string;
  /** Gives the reserved stock and the use of a code back. */
  release?: true;
  /** Everything was given: reserved pieces are sold. */
  sell?: true;
  /** Announced to the customer: a receipt, or a mail about the refund. */
  settled?: OrderSettled["status"];
  /** Looked at again after this time; by default at once, and never if the status is final. */
  dueInMs?: number;
}

export interface OrderChanges {
  /** The caller holds the lock on the row. Ends the lease of the step. */
  change(tx: Transaction, order: Pick<OrderRow, "id" | "holdsStock" | "discountCode">, change: OrderChange): Promise<void>;
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

    async change(tx, { id: orderId, holdsStock, discountCode }, change) {
      const { status, detail, via = [], closeReason, reason, release, sell, settled, dueInMs = 0 } = change;
      const final = isFinal(status);
      const stock = holdsStock && (release || sell) ? movedStock(orderId, sell ? SOLD : RELEASED) : NOTHING;
      const event = settled ? named("announced", announcing(orderSettled, { orderId, status: settled })) : NOTHING;
      const events = newEvents(orderId, [...via, { status, detail }]);
      await deferred(
        tx,
        `with ${stock.sql} ${event.sql} changed as (update orders set status = ?, close_reason = coalesce(?, close_reason), reason = coalesce(?, reason),
           failures = 0, leased_until = null, revision = revision + 1, holds_stock = holds_stock and not ?,
           fulfilled_at = case when ? then now() else fulfilled_at end, finished_at = case when ? then now() end,
           due_at = case when ? then null else now() + ?::float8 * interval '1 millisecond' end where id = ?)
         ${events.sql}`,
        [
          ...[...stock.params, ...event.params],
          ...[status, closeReason ?? null, reason?.slice(0, REASON_MAX) ?? null, Boolean(release || sell), Boolean(sell)],
          ...[final, final, dueInMs, orderId],
          ...events.params,
        ],
      );
      if (status === "REFUNDED") await recordWholeRefund(tx, orderId);
      if (release && holdsStock && discountCode !== null) await releaseCode(tx, orderId);
      tx.afterCommit(() => pubSub.publish(orderTopic, orderId, { orderId, final }));
      if (!final && dueInMs < SECOND_MS) queue(tx, orderId);
    },

    async note(tx, { id: orderId, status }, { detail, due }) {
      const events = newEvents(orderId, [{ status, detail }]);
      await deferred(
        tx,
        `with changed as (update orders set revision = revision + 1, failures = 0, leased_until = null,
           due_at = case when ? then now() else due_at end where id = ?)
         ${events.sql}`,
        [due, orderId, ...events.params],
      );
      tx.afterCommit(() => pubSub.publish(orderTopic, orderId, { orderId, final: false }));
      if (due) queue(tx, orderId);
    },

    async rest(tx, orderId) {
      await deferred(tx, "update orders set due_at = null, leased_until = null where id = ?", [orderId]);
    },

    async wait(tx, orderId, ms) {
      const sql = "update orders set due_at = now() + ?::float8 * interval '1 millisecond', leased_until = null where id = ?";
      await deferred(tx, sql, [ms, orderId]);
    },
  };
}

export interface Part {
  sql: string;
  params: readonly unknown[];
}

/** The part of a statement that writes an order's history; for each row of `given`, if it is named. */
export function newEvents(orderId: string, events: readonly { status: OrderStatus; detail: string }[], given?: string): Part {
  // Ids of one millisecond are in no order.
  const ids = events.map(() => newId()).sort();
  const list = events.map(({ status, detail }, place) => ({ id: ids[place], status, detail: detail.slice(0, EVENT_DETAIL_MAX) }));
  return {
    sql: `insert into order_events (id, order_id, status, detail, at) select e.id, ?::uuid, e.status, e.detail, clock_timestamp()
      from jsonb_to_recordset(?::jsonb) as e (id uuid, status text, detail text)${given ? ` cross join ${given}` : ""}`,
    params: [orderId, JSON.stringify(list)],
  };
}

export const NOTHING: Part = { sql: "", params: [] };
export const named = (name: string, { sql, params }: Part): Part => ({ sql: `${name} as (${sql}),`, params });

const RELEASED = "reserved = p.reserved - l.quantity";
const SOLD = `${RELEASED}, sold = p.sold + l.quantity`;

/** The part of a statement that moves the pieces of all lines. All transactions lock products in the order of their ids. */
const movedStock = (orderId: string, set: string): Part =>
  named("moved", {
    sql: `update products p set ${set} from (select lp.id, ol.quantity from order_lines ol join products lp on lp.id = ol.product_id
      where ol.order_id = ? and ol.limited order by lp.id for no key update of lp) l where p.id = l.id`,
    params: [orderId],
  });
