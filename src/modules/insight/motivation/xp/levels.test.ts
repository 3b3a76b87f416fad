import { describe, expect, it } from "@jest/globals";
import { levelOf, xpOfLevel } from "./levels.js";

describe("a level", () => {
  it("begins exactly with its XP", () => {
    for (let level = 2; level < 9000; level++) {
      if (levelOf(xpOfLevel(level)) !== level || levelOf(xpOfLevel(level) - 1) !== level - 1) throw new Error(`level ${level}`);
    }
    expect([0, 49, 50, 149, 150].map(levelOf)).toEqual([1, 1, 2, 2, 3]);
    expect([1, 2, 3, 10, 50].map(xpOfLevel)).toEqual([0, 50, 150, 2250, 61_250]);
  });
});
