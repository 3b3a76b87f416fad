import { allocate, taxIn, taxOn, WHOLE_BP } from "../../../../../kernel/money.js";
import type { LineShape, TaxRateShape } from "./shapes.js";

export interface InvoiceSums {
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
  /** Of the subtotal after the discount: what the next invoice starts with if it is negative. */
  rest: number;
}

/** Credits can outweigh: such an invoice is negative, and has neither discount nor tax. */
export function sumsOf(
  lines: readonly Pick<LineShape, "amount">[],
  percentBp: number,
  tax: Pick<TaxRateShape, "rateBp" | "inclusive"> | null,
): InvoiceSums {
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  if (subtotal <= 0) return { subtotal, discount: 0, tax: 0, total: subtotal, rest: subtotal };
  const discount = allocate(subtotal, [percentBp, WHOLE_BP - percentBp])[0]!;
  const rest = subtotal - discount;
  if (!tax) return { subtotal, discount, tax: 0, total: rest, rest };
  if (tax.inclusive) return { subtotal, discount, tax: taxIn(rest, tax.rateBp), total: rest, rest };
  const added = taxOn(rest, tax.rateBp);
  return { subtotal, discount, tax: added, total: rest + added, rest };
}

interface Change {
  title: string;
  unitAmount: number;
  before: number;
  after: number;
  /** Seconds of the period. */
  passed: number;
  left: number;
}

/** What a change of seats costs for the rest of the period: the unused time of the old ones is credited, that of the new ones charged. */
export function prorationsOf({ title, unitAmount, before, after, passed, left }: Change): LineShape[] {
  const restOf = (quantity: number) => allocate(quantity * unitAmount, [left, passed])[0]!;
  return [lineOf(`Unused time on ${before} × ${title}`, before, -restOf(before), true)].concat(
    lineOf(`Remaining time on ${after} × ${title}`, after, restOf(after), true),
  );
}

export function lineOf(description: string, quantity: number, amount: number, proration = false): LineShape {
  return { description, quantity, amount, parent: { subscription_item_details: { proration } } };
}
