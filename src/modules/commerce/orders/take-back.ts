import { rows, type Transaction } from "../../../platform/database/database.js";
import { kindNamed } from "../catalogue/kinds/registry.js";
import type { FulfilmentServices, PaidLine } from "../catalogue/kinds/product-kind.js";
import { linesByProduct, type OrderLineRow, type OrderRow } from "./order.rows.js";

export function kindOf({ terms }: OrderLineRow) {
  const kind = kindNamed(terms.kind);
  if (!kind) throw new Error(`No kind of product is named ${terms.kind}.`);
  return kind;
}

export function paidLine({ id, quantity, terms }: OrderLineRow, userId: string, { organizationId }: OrderRow): PaidLine {
  return { id, userId, organizationId, quantity, terms };
}

/**
 * The compensation of a fulfilment: takes back what these lines gave (all of them without `lineIds`), and returns their stock. Lines that were
 * taken back before are left out.
 */
export async function takeLinesBack(
  tx: Transaction,
  order: OrderRow,
  services: FulfilmentServices,
  lineIds?: readonly string[],
): Promise<void> {
  // Locked before classes and products, as everywhere.
  if (order.userId) await tx.execute("select from users where id = ? for no key update", [order.userId]);
  for (const line of await linesByProduct(tx, order.id)) {
    if (line.takenBack || (lineIds && !lineIds.includes(line.id))) continue;
    if (order.userId) await kindOf(line).revoke(tx, paidLine(line, order.userId, order), services);
    // Of a deleted account only an organization may still have something.
    else await services.entitlements.revokeFor(tx, line.id);
    const [taken] = await rows(tx, "update order_lines set taken_back_at = now() where id = ? and taken_back_at is null returning 1", [
      line.id,
    ]);
    if (taken && line.limited) await tx.execute("update products set sold = sold - ? where id = ?", [line.quantity, line.productId]);
  }
}
