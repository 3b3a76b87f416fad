import { decide, isAdmin } from "../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import { notFound } from "../../../kernel/errors.js";
import { rows, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import type { PaymentRef } from "../payments/payments.service.js";
import type { OrderTerms } from "../catalogue/terms.js";
import type { CloseReason, OrderStatus } from "./order-status.js";
import type { TaxMode } from "../catalogue/product.entity.js";

export interface OrderRow {
  id: string;
  userId: string | null;
  status: OrderStatus;
  closeReason: CloseReason | null;
  reason: string | null;
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  discountMinor: number;
  /** Null without one. */
  discountCode: string | null;
  refundedMinor: number;
  organizationId: string | null;
  holdsStock: boolean;
  fulfilledAt: Date | null;
  expiresAt: Date;
  failures: number;
  stuck: boolean;
  /** A worker has something to do, now or later. */
  due: boolean;
  revision: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface OrderLineRow {
  id: string;
  orderId: string;
  productId: string;
  title: string;
  quantity: number;
  currency: string;
  unitMinor: number;
  taxMode: TaxMode;
  taxRateBp: number;
  netMinor: number;
  taxMinor: number;
  refundedMinor: number;
  discountMinor: number;
  takenBack: boolean;
  terms: OrderTerms;
  limited: boolean;
}

export interface OrderEventRow {
  id: string;
  orderId: string;
  status: OrderStatus;
  detail: string;
  at: Date;
}

/** Consecutive failures of a step after which an admin should look at the order. It is still retried. */
const STUCK_FAILURES = 3;

/** Of order `o`: it has work to do, but nobody gets it done. */
export const IS_STUCK = `(o.due_at is not null and (o.failures >= ${STUCK_FAILURES} or o.due_at < now() - interval '15 minutes'))`;

export const ORDER_COLUMNS = `o.id, o.user_id as "userId", o.status, o.close_reason as "closeReason", o.reason, o.currency, o.net_minor as "netMinor",
  o.tax_minor as "taxMinor", o.total_minor as "totalMinor", o.discount_minor as "discountMinor",
  (select d.code from discount_codes d where d.id = o.discount_code_id) as "discountCode", o.refunded_minor as "refundedMinor", o.organization_id as "organizationId",
  o.holds_stock as "holdsStock", o.fulfilled_at as "fulfilledAt",
  o.expires_at as "expiresAt", o.failures, ${IS_STUCK} as stuck, o.due_at is not null as due, o.revision, o.created_at as "createdAt", o.finished_at as "finishedAt"`;

export const LINE_COLUMNS = `l.id, l.order_id as "orderId", l.product_id as "productId", l.title, l.quantity, o.currency, l.unit_minor as "unitMinor",
  l.tax_mode as "taxMode", l.tax_rate_bp as "taxRateBp", l.net_minor as "netMinor", l.tax_minor as "taxMinor", l.discount_minor as "discountMinor", l.refunded_net_minor + l.refunded_tax_minor as "refundedMinor",
  l.taken_back_at is not null as "takenBack", l.terms, l.limited`;

/** By its id, or by its payment. */
export async function findOrder(em: EntityManager, of: string | PaymentRef, lock = ""): Promise<OrderRow | undefined> {
  const select = `select ${ORDER_COLUMNS} from orders o where o.id =`;
  if (typeof of === "string") return (await prepared<OrderRow>(em, `${select} ? ${lock}`, [of]))[0];
  if ("orderId" in of) return findOrder(em, of.orderId, lock);
  const id = "(select y.order_id from payments y where y.provider = ? and y.provider_payment_id = ?)";
  return (await prepared<OrderRow>(em, `${select} ${id} ${lock}`, [of.provider, of.providerPaymentId]))[0];
}

/** An order that a worker has claimed. */
export interface ClaimedOrder extends OrderRow {
  /** Until it expires, on the database's clock. */
  leftMs: number;
}

/** Of order `o`. */
export const CLAIMED_COLUMNS = `${ORDER_COLUMNS}, (extract(epoch from o.expires_at - clock_timestamp()) * 1000)::float8 as "leftMs"`;

/** Locks the order for a step. Undefined if the claim is lost or the order has another status since. */
export async function lockClaimed(
  tx: Transaction,
  { id, attempt }: { id: string; attempt: number },
  status: OrderStatus,
): Promise<ClaimedOrder | undefined> {
  const sql = `select ${CLAIMED_COLUMNS} from orders o where o.id = ? and o.attempt = ? and o.status = ? for update`;
  return (await prepared<ClaimedOrder>(tx, sql, [id, attempt, status]))[0];
}

/** Admins and support see all orders. */
export const supportsOrders = (viewer: Viewer): boolean => isAdmin(viewer) || decide(viewer, "order:support") === "allowed";

/** Customers see their own orders. */
export function maySeeOrder(viewer: SignedIn, { userId }: Pick<OrderRow, "userId">): boolean {
  return userId === viewer.id || supportsOrders(viewer);
}

/** NOT_FOUND for orders of others. */
export async function readOrder(em: EntityManager, viewer: SignedIn, id: string, lock = ""): Promise<OrderRow> {
  const row = await findOrder(em, id, lock);
  if (!row || !maySeeOrder(viewer, row)) throw notFound("order");
  return row;
}

/** By product: so that all transactions lock products in the same order. */
export function linesByProduct(em: EntityManager, orderId: string): Promise<OrderLineRow[]> {
  return rows<OrderLineRow>(
    em,
    `select ${LINE_COLUMNS} from order_lines l join orders o on o.id = l.order_id where l.order_id = ? order by l.product_id`,
    [orderId],
  );
}

/** The same, and locks the account, before classes and products as everywhere. Empty if the account has been deleted. */
export function linesOfOpenAccount(tx: Transaction, orderId: string, userId: string): Promise<OrderLineRow[]> {
  return prepared<OrderLineRow>(
    tx,
    `with u as (select id from users where id = ? and deleted_at is null for no key update)
     select ${LINE_COLUMNS} from u cross join order_lines l join orders o on o.id = l.order_id where l.order_id = ? order by l.product_id`,
    [userId, orderId],
  );
}
