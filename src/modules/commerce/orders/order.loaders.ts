import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { rows } from "../../../platform/database/database.js";
import { PAYMENT_COLUMNS, type PaymentRow } from "../payments/payment.rows.js";
import { LINE_COLUMNS, type OrderEventRow, type OrderLineRow } from "./order.rows.js";

const grouped = <R extends { orderId: string }>(ids: readonly string[], found: readonly R[]): R[][] => {
  const byOrder = Map.groupBy(found, ({ orderId }) => orderId);
  return ids.map((id) => byOrder.get(id) ?? []);
};

export const linesOfOrder: LoaderFactory<string, OrderLineRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${LINE_COLUMNS} from order_lines l join orders o on o.id = l.order_id where l.order_id in (?) order by l.place`;
    return grouped(ids, await rows<OrderLineRow>(em, sql, [ids]));
  });

/** Oldest first. */
export const historyOfOrder: LoaderFactory<string, OrderEventRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select e.id, e.order_id as "orderId", e.status, e.detail, e.at from order_events e where e.order_id in (?) order by e.id`;
    return grouped(ids, await rows<OrderEventRow>(em, sql, [ids]));
  });

/** Once it is requested from the provider. */
export const paymentOfOrder: LoaderFactory<string, PaymentRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${PAYMENT_COLUMNS} from payments y where y.order_id in (?) and y.provider_payment_id is not null`;
    const found = await rows<PaymentRow>(em, sql, [ids]);
    const byOrder = new Map(found.map((row) => [row.orderId, row]));
    return ids.map((id) => byOrder.get(id) ?? null);
  });
