import { allocate } from "../../../../kernel/money.js";

/** What is left of a line: not refunded yet. */
export interface RefundableLine {
  id: string;
  leftNetMinor: number;
  leftTaxMinor: number;
}

export interface RefundShare {
  lineId: string;
  netMinor: number;
  taxMinor: number;
}

export const leftOf = ({ leftNetMinor, leftTaxMinor }: RefundableLine) => leftNetMinor + leftTaxMinor;

/**
 * Splits an amount among lines by what is left of each, and each share into net and tax in the same way: by the largest remainder, so the
 * shares sum to the amount and no line gets more than is left of it, neither net nor tax. Throws for an amount above the sum.
 */
export function splitRefund(amountMinor: number, lines: readonly RefundableLine[]): RefundShare[] {
  const left = lines.map(leftOf);
  const sum = left.reduce((one, other) => one + other, 0);
  if (amountMinor > sum) throw new RangeError("A refund must not exceed what is left.");
  if (amountMinor === 0) return [];
  return allocate(amountMinor, left).flatMap((share, place) => {
    const { id, leftNetMinor, leftTaxMinor } = lines[place]!;
    if (share === 0) return [];
    const [netMinor, taxMinor] = allocate(share, [leftNetMinor, leftTaxMinor]) as [number, number];
    return [{ lineId: id, netMinor, taxMinor }];
  });
}
