import { allocate } from "../../../kernel/money.js";
import type { TaxMode } from "../catalogue/product.entity.js";
import { taxOf } from "../catalogue/product.rows.js";

interface PricedItem {
  quantity: number;
  /** Minor units for one piece. */
  unitMinor: number;
  taxMode: TaxMode;
  taxRateBp: number;
  /** Off the price of all pieces. */
  discountMinor?: number;
}

export const amountOf = ({ unitMinor, quantity, discountMinor = 0 }: PricedItem): number => unitMinor * quantity - discountMinor;

export interface LineTotals {
  netMinor: number;
  taxMinor: number;
}

/**
 * Net and tax of each line, in minor units. The tax is computed on the sum of the lines that are taxed alike, as an invoice shows it, and
 * then split among them by the largest remainder: so it never differs from the rate on the sum by more than the rounding of one amount.
 */
export function totalsOf(items: readonly PricedItem[]): LineTotals[] {
  const lines = items.map((item, index) => ({ ...item, index, amount: amountOf(item) }));
  const totals: LineTotals[] = [];
  for (const group of Map.groupBy(lines, ({ taxMode, taxRateBp }) => `${taxMode} ${taxRateBp}`).values()) {
    const amounts = group.map(({ amount }) => amount);
    const sum = amounts.reduce((one, other) => one + other, 0);
    const taxes = sum === 0 ? amounts : allocate(taxOf(group[0]!, sum), amounts);
    for (const [place, { index, amount, taxMode }] of group.entries()) {
      const taxMinor = taxes[place]!;
      totals[index] = { taxMinor, netMinor: taxMode === "INCLUSIVE" ? amount - taxMinor : amount };
    }
  }
  return totals;
}
