import { isAdmin } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError } from "../../../kernel/errors.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { record } from "../../base/audit/record.js";
import type { OrderChanges } from "./order-changes.js";
import { findOrder, IS_STUCK, ORDER_COLUMNS, readOrder, supportsOrders, type OrderRow } from "./order.rows.js";
import { pendingRefunds } from "./refunds/refund-rows.js";
import { isFinal, type OrderStatus } from "./order-status.js";

export interface OrderFilter {
  status?: OrderStatus | null;
  userId?: string | null;
  providerPaymentId?: string | null;
  stuck?: boolean | null;
}

export interface OrdersService {
  list(em: EntityManager, filter: OrderFilter, page: PageArgs): Promise<Connection<OrderRow>>;
  /** Those that the viewer may see, in any order. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<OrderRow[]>;
  /** While it is not paid. Again for an order that is being cancelled or was, it changes nothing. CONFLICT once it is paid. */
  cancel(viewer: SignedIn, id: string, address: string): Promise<OrderRow>;
  /** For admins: takes a completed order back. CONFLICT in other states. */
  refund(viewer: SignedIn, id: string, reason: string, address: string): Promise<OrderRow>;
  /** For support: the present step is tried again at once. CONFLICT for an order that has ended. */
  retry(viewer: SignedIn, id: string, address: string): Promise<OrderRow>;
}

const NEWEST_FIRST = newestFirst<OrderRow>("o.id");

export function createOrdersService({ db, changes }: { db: Database; changes: OrderChanges }): OrdersService {
  const change = (viewer: SignedIn, id: string, work: (tx: Transaction, order: OrderRow) => Promise<void>) =>
    db.transaction(async (tx) => {
      await work(tx, await readOrder(tx, viewer, id, "for update"));
      return (await findOrder(tx, id))!;
    });
  const note = (tx: Transaction, viewer: SignedIn, verb: string, id: string, address: string, details: object = {}) =>
    record(tx, {
      ...{ actorId: viewer.id, action: `order.${verb}`, subject: { type: "order", id }, address },
      details: { ...details },
    });

  return {
    list(em, { status, userId, providerPaymentId, stuck }, page) {
      const conditions = [
        ...(status ? [{ sql: "o.status = ?", params: [status] }] : []),
        ...(userId ? [{ sql: "o.user_id = ?", params: [userId] }] : []),
        ...(providerPaymentId
          ? [{ sql: "o.id in (select order_id from payments where provider_payment_id = ?)", params: [providerPaymentId] }]
          : []),
        ...(stuck == null ? [] : [{ sql: stuck ? IS_STUCK : `not ${IS_STUCK}`, params: [] }]),
      ];
      return readConnection(em, { select: ORDER_COLUMNS, from: "from orders o", conditions }, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) =>
      rows<OrderRow>(em, `select ${ORDER_COLUMNS} from orders o where o.id in (?) and (o.user_id = ? or ?)`, [
        ids,
        viewer.id,
        supportsOrders(viewer),
      ]),

    cancel: (viewer, id, address) =>
      change(viewer, id, async (tx, order) => {
        if (order.closeReason === "CANCELLED") return;
        if (order.status !== "RESERVED" && order.status !== "AWAITING_PAYMENT")
          throw new AppError("CONFLICT", "This order can no longer be cancelled.");
        const by = order.userId === viewer.id ? "by the customer" : isAdmin(viewer) ? "by an admin" : "by support";
        await changes.change(tx, order, { status: "CLOSING", closeReason: "CANCELLED", detail: `Cancelled ${by}.` });
        note(tx, viewer, "cancelled", id, address);
      }),

    refund: (viewer, id, reason, address) =>
      change(viewer, id, async (tx, order) => {
        if (order.status !== "COMPLETED") throw new AppError("CONFLICT", "Only a completed order can be refunded.");
        if ((await pendingRefunds(tx, id)).length > 0) throw new AppError("CONFLICT", "Another refund of this order is on its way.");
        await changes.change(tx, order, { status: "REFUNDING", detail: "Refund ordered by an admin.", reason });
        note(tx, viewer, "refunded", id, address, { reason });
      }),

    retry: (viewer, id, address) =>
      change(viewer, id, async (tx, order) => {
        if (isFinal(order.status) && !order.due) throw new AppError("CONFLICT", "This order has ended.");
        await tx.execute("update orders set failures = 0, due_at = now(), leased_until = null, revision = revision + 1 where id = ?", [id]);
        changes.queue(tx, id);
        note(tx, viewer, "retried", id, address, { status: order.status });
      }),
  };
}
