import { describe, expect, it } from "@jest/globals";
import { positionBetween, positionsFor } from "./ordering.js";

describe("positionBetween", () => {
  it("lies between its neighbours, byte by byte", () => {
    const keys = positionsFor(3);
    for (let at = 0; at <= keys.length; at++) {
      const [before = null, after = null] = [keys[at - 1], keys[at]];
      const key = positionBetween(before, after);
      expect([before ?? "", key, after ?? "~"].sort()).toEqual([before ?? "", key, after ?? "~"]);
    }
  });

  it("differs between callers with the same neighbours", () => {
    const [before, after] = positionsFor(2) as [string, string];
    const keys = Array.from({ length: 20 }, () => positionBetween(before, after));
    expect(new Set(keys).size).toBeGreaterThan(1);
  });

  it("stays short when 100 rows are put to the same place one by one", () => {
    const [before, last] = positionsFor(2) as [string, string];
    let after = last;
    for (let move = 0; move < 100; move++) after = positionBetween(before, after);
    expect(after.length).toBeLessThan(120);
  });
});
