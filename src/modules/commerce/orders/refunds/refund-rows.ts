/** The statements that write refunds: their amounts, the sums on the order and on its lines always agree. The caller holds the order's lock. */
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { RefundState } from "./order-refund.entity.js";
import { leftOf, type RefundableLine, type RefundShare } from "./split-refund.js";

export interface RefundLineRow {
  lineId: string;
  title: string;
  netMinor: number;
  taxMinor: number;
  takesBack: boolean;
}

export interface RefundRow {
  id: string;
  orderId: string;
  currency: string;
  state: RefundState;
  whole: boolean;
  amountMinor: number;
  reason: string;
  createdAt: Date;
  finishedAt: Date | null;
  lines: RefundLineRow[];
}

export const REFUND_COLUMNS = `r.id, r.order_id as "orderId", (select o.currency from orders o where o.id = r.order_id) as currency, r.state, r.whole,
  r.amount_minor as "amountMinor", r.reason, r.created_at as "createdAt", r.finished_at as "finishedAt",
  (select coalesce(json_agg(json_build_object('lineId', l.id, 'title', l.title, 'netMinor', rl.net_minor, 'taxMinor', rl.tax_minor,
     'takesBack', rl.takes_back) order by l.place), '[]')
   from order_refund_lines rl join order_lines l on l.id = rl.line_id where rl.refund_id = r.id) as lines`;

export function pendingRefunds(em: EntityManager, orderId: string): Promise<RefundRow[]> {
  return rows<RefundRow>(em, `select ${REFUND_COLUMNS} from order_refunds r where r.order_id = ? and r.state = 'PENDING' order by r.id`, [
    orderId,
  ]);
}

export interface RefundableRow extends RefundableLine {
  productId: string;
  takenBack: boolean;
}

export function refundableLines(em: EntityManager, orderId: string): Promise<RefundableRow[]> {
  return rows<RefundableRow>(
    em,
    `select l.id, l.product_id as "productId", l.taken_back_at is not null as "takenBack", l.net_minor - l.refunded_net_minor as "leftNetMinor",
       l.tax_minor - l.refunded_tax_minor as "leftTaxMinor" from order_lines l where l.order_id = ? order by l.place`,
    [orderId],
  );
}

interface NewRefund {
  orderId: string;
  state: "PENDING" | "DONE";
  whole: boolean;
  amountMinor: number;
  reason: string;
  shares: readonly (RefundShare & { takesBack: boolean })[];
}

export async function insertRefund(tx: Transaction, { orderId, state, whole, amountMinor, reason, shares }: NewRefund): Promise<string> {
  const id = newId();
  await tx.execute(
    `insert into order_refunds (id, order_id, state, whole, amount_minor, reason, finished_at)
     values (?, ?, ?, ?, ?, ?, case when ? = 'DONE' then now() end)`,
    [id, orderId, state, whole, amountMinor, reason, state],
  );
  for (const { lineId, netMinor, taxMinor, takesBack } of shares)
    await tx.execute(
      "insert into order_refund_lines (id, refund_id, line_id, net_minor, tax_minor, takes_back) values (?, ?, ?, ?, ?, ?)",
      [...[newId(), id, lineId, netMinor, taxMinor, takesBack]],
    );
  await count(tx, id, 1);
  return id;
}

/** A refund that the provider did not pay: its amount is left again. */
export async function refuseRefund(tx: Transaction, id: string): Promise<void> {
  const sql = "update order_refunds set state = 'REFUSED', finished_at = now() where id = ? and state = 'PENDING' returning 1";
  if ((await rows(tx, sql, [id])).length > 0) await count(tx, id, -1);
}

/** False if it was finished before. */
export async function finishRefund(tx: Transaction, id: string): Promise<boolean> {
  const sql = "update order_refunds set state = 'DONE', finished_at = now() where id = ? and state = 'PENDING' returning 1";
  return (await rows(tx, sql, [id])).length > 0;
}

/** CHECK constraints are the second lock: no line and no order gives back more than was paid. */
async function count(tx: Transaction, id: string, sign: 1 | -1): Promise<void> {
  await tx.execute(
    `update order_lines l set refunded_net_minor = l.refunded_net_minor + ?::int * rl.net_minor,
       refunded_tax_minor = l.refunded_tax_minor + ?::int * rl.tax_minor from order_refund_lines rl where rl.refund_id = ? and l.id = rl.line_id`,
    [sign, sign, id],
  );
  await tx.execute(
    "update orders o set refunded_minor = o.refunded_minor + ?::int * r.amount_minor from order_refunds r where r.id = ? and o.id = r.order_id",
    [sign, id],
  );
}

/** What an order that is refunded as a whole still had, if anything was paid. Refunds that were not paid until then never will be. */
export async function recordWholeRefund(tx: Transaction, orderId: string): Promise<void> {
  for (const { id } of await pendingRefunds(tx, orderId)) await refuseRefund(tx, id);
  const sql = `select o.total_minor - o.refunded_minor as "leftMinor", coalesce(o.reason, '') as reason from orders o
    where o.id = ? and exists (select from payments y where y.order_id = o.id and y.paid_at is not null)`;
  const [order] = await rows<{ leftMinor: number; reason: string }>(tx, sql, [orderId]);
  if (!order || order.leftMinor === 0) return;
  const lines = (await refundableLines(tx, orderId)).filter((line) => leftOf(line) > 0 || !line.takenBack);
  const shares = lines.map(({ id, leftNetMinor, leftTaxMinor, takenBack }) => ({
    ...{ lineId: id, netMinor: leftNetMinor, taxMinor: leftTaxMinor, takesBack: !takenBack },
  }));
  await insertRefund(tx, { orderId, state: "DONE", whole: true, amountMinor: order.leftMinor, reason: order.reason, shares });
}
