import { decide, isAdmin } from "../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import { notFound } from "../../../kernel/errors.js";
import { rows, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { deferred, prepared, type Later } from "../../../platform/database/prepared.js";
import type { Claim } from "../../contracts/claims.js";
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

const SELECT = `select ${ORDER_COLUMNS} from orders o where o.id =`;
const LOCK = `${SELECT} ? for update`;
const LOCK_BY_PAYMENT = `${SELECT} (select y.order_id from payments y where y.provider = ? and y.provider_payment_id = ?) for update`;

export async function findOrder(em: EntityManager, id: string, lock = ""): Promise<OrderRow | undefined> {
  return (await prepared<OrderRow>(em, `${SELECT} ? ${lock}`, [id]))[0];
}

/** Locks the order of a payment, before the next statement. */
export function lockOrderOf(tx: Transaction, payment: PaymentRef): Promise<Later<OrderRow>> {
  if ("orderId" in payment) return deferred(tx, LOCK, [payment.orderId]);
  return deferred(tx, LOCK_BY_PAYMENT, [payment.provider, payment.providerPaymentId]);
}

/** An order that a worker has claimed. */
export interface ClaimedOrder extends OrderRow {
  /** Until it expires, on the database's clock. */
  leftMs: number;
}

/** Of order `o`. */
export const CLAIMED_COLUMNS = `${ORDER_COLUMNS}, (extract(epoch from o.expires_at - clock_timestamp()) * 1000)::float8 as "leftMs"`;

const LOCK_CLAIMED = `select ${CLAIMED_COLUMNS} from orders o where o.id = ? and o.attempt = ? and o.status = ? for update`;

/** Locks the order for a step. Undefined if the claim is lost or the order has another status since. */
export async function lockClaimed(tx: Transaction, { id, attempt }: Claim, status: OrderStatus): Promise<ClaimedOrder | undefined> {
  return (await prepared<ClaimedOrder>(tx, LOCK_CLAIMED, [id, attempt, status]))[0];
}

const LINES_OF_OPEN_ACCOUNT = `with u as (select id from users where id = ? and deleted_at is null for no key update)
  select ${LINE_COLUMNS} from u cross join order_lines l join orders o on o.id = l.order_id where l.order_id = ? order by l.product_id`;

/**
 * The same for a paid order, with its lines by product. Locks the account too, before classes and products as everywhere. Without lines the
 * account has been deleted.
 */
export async function lockPaid(tx: Transaction, { id, attempt, userId }: Claim) {
  const locked = await deferred<ClaimedOrder>(tx, LOCK_CLAIMED, [id, attempt, "PAID"]);
  const lines = await prepared<OrderLineRow>(tx, LINES_OF_OPEN_ACCOUNT, [userId, id]);
  const [order] = await locked.rows();
  return { order, lines };
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
