import { describe, expect, it } from "@jest/globals";
import { leftOf, splitRefund } from "./split-refund.js";

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

describe("splitRefund", () => {
  it("splits by what is left, net and tax alike", () => {
    const lines = [
      { id: "a", leftNetMinor: 841, leftTaxMinor: 159 },
      { id: "b", leftNetMinor: 2000, leftTaxMinor: 0 },
    ];
    expect(splitRefund(300, lines)).toEqual([
      { lineId: "a", netMinor: 84, taxMinor: 16 },
      { lineId: "b", netMinor: 200, taxMinor: 0 },
    ]);
    expect(splitRefund(1, lines)).toEqual([{ lineId: "b", netMinor: 1, taxMinor: 0 }]);
    expect(() => splitRefund(3001, lines)).toThrow(RangeError);
  });

  it("in many random refunds one after another never exceeds a line, and ends at nothing left", () => {
    let seed = 7;
    const random = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % (most + 1);
    const wrong: object[] = [];
    for (let round = 0; round < 2000; round++) {
      const lines = Array.from({ length: 1 + random(4) }, (_, at) => ({
        ...{ id: String(at), leftNetMinor: random(5000), leftTaxMinor: random(900) },
      }));
      for (let left = sum(lines.map(leftOf)); left > 0; left = sum(lines.map(leftOf))) {
        const amount = 1 + random(left - 1);
        const shares = splitRefund(amount, lines);
        if (sum(shares.map(({ netMinor, taxMinor }) => netMinor + taxMinor)) !== amount) wrong.push({ amount, shares });
        for (const { lineId, netMinor, taxMinor } of shares) {
          const line = lines[Number(lineId)]!;
          line.leftNetMinor -= netMinor;
          line.leftTaxMinor -= taxMinor;
          if (!(Math.min(line.leftNetMinor, line.leftTaxMinor) >= 0)) wrong.push({ amount, line: { ...line } });
        }
        if (wrong.length > 0) break;
      }
    }
    expect(wrong).toEqual([]);
  });
});
