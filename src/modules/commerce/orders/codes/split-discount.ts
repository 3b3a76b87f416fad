import { allocate, WHOLE_BP } from "../../../../kernel/money.js";

/** A percentage or an amount; never both. */
interface Discount {
  percentBp: number | null;
  amountMinor: number | null;
}

/**
 * What each line gets off its amount, split by the largest remainder: the shares sum to the discount, which is never more than the sum, and no
 * line gets more than its amount. Half a unit of a percentage goes to the customer.
 */
export function splitDiscount({ percentBp, amountMinor }: Discount, amounts: readonly number[]): number[] {
  const sum = amounts.reduce((one, other) => one + other, 0);
  if (sum === 0) return amounts.map(() => 0);
  const total = percentBp === null ? Math.min(amountMinor ?? 0, sum) : allocate(sum, [percentBp, WHOLE_BP - percentBp])[0]!;
  return allocate(total, amounts);
}
