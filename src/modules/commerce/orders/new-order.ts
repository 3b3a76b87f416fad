/** Writes a new order with its lines and the first event of its history, in one statement. */
import { newId } from "../../../kernel/ids.js";
import type { Transaction } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import { named, newEvents, NOTHING, type Part } from "./order-changes.js";
import { ORDER_COLUMNS, type OrderRow } from "./order.rows.js";
import type { PricedLine } from "./price-order.js";

export interface NewOrder {
  userId: string;
  organizationId: string | null;
  idempotencyKey: string;
  contentSha256: string;
  currency: string;
  codeId: string | null;
  expiryMinutes: number;
  lines: readonly PricedLine[];
}

/** Undefined if `reserving` has no row: then nothing is written. */
export async function insertOrder(tx: Transaction, order: NewOrder, reserving: Part | null): Promise<OrderRow | undefined> {
  const { userId, organizationId, idempotencyKey, contentSha256, currency, codeId, expiryMinutes, lines } = order;
  const sum = (of: "netMinor" | "taxMinor" | "discountMinor") => lines.reduce((total, line) => total + line[of], 0);
  const [id, netMinor, taxMinor] = [newId(), sum("netMinor"), sum("taxMinor")];
  const events = newEvents(id, [{ status: "RESERVED", detail: "Placed; stock reserved, prices and tax fixed." }], "o");
  const stock = reserving ? named("reserved", reserving) : NOTHING;
  const [inserted] = await prepared<OrderRow>(
    tx,
    `with ${stock.sql} o as (
       insert into orders (id, user_id, organization_id, idempotency_key, content_sha256, status, currency, net_minor, tax_minor, total_minor,
         discount_minor, discount_code_id, discount_used, expires_at, due_at)
       select ?::uuid, ?::uuid, ?::uuid, ?::text, ?::text, 'RESERVED', ?::text, ?::int, ?::int, ?::int, ?::int, ?::uuid, ?::boolean,
         now() + ?::int * interval '1 minute', now() ${reserving ? "from reserved" : ""} returning *),
     lines as (
       insert into order_lines (id, order_id, place, product_id, price_id, title, quantity, unit_minor, tax_mode, tax_rate_bp, net_minor,
         tax_minor, discount_minor, terms, limited)
       select l.id, o.id, l.place, l.product_id, l.price_id, l.title, l.quantity, l.unit_minor, l.tax_mode, l.tax_rate_bp, l.net_minor, l.tax_minor,
         l.discount_minor, l.terms, l.limited from jsonb_populate_recordset(null::order_lines, ?::jsonb) l cross join o),
     history as (${events.sql})
     select ${ORDER_COLUMNS} from o`,
    [
      ...stock.params,
      ...[id, userId, organizationId, idempotencyKey, contentSha256, currency, netMinor, taxMinor, netMinor + taxMinor],
      ...[sum("discountMinor"), codeId, codeId !== null, expiryMinutes],
      ...[JSON.stringify(lines.map(lineColumns))],
      ...events.params,
    ],
  );
  return inserted;
}

function lineColumns({ product, price, quantity, limited, netMinor, taxMinor, discountMinor }: PricedLine, place: number) {
  const { kind, trackId, classId, grants, durationDays } = product;
  return {
    ...{ id: newId(), place, product_id: product.id, price_id: price.id, title: product.title, quantity, unit_minor: price.amountMinor },
    ...{ tax_mode: price.taxMode, tax_rate_bp: price.taxRateBp, net_minor: netMinor, tax_minor: taxMinor, discount_minor: discountMinor },
    ...{ terms: { kind, trackId, classId, grants, durationDays }, limited },
  };
}
