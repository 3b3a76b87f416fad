import { HOUR_MS } from "../../../kernel/units.js";
import { RETRY_DELAYS_MS, retryDelayMs } from "./webhook-limits.js";

describe("retries", () => {
  it("wait longer each time, and about a day in all", () => {
    expect(RETRY_DELAYS_MS.every((delay, index) => index === 0 || delay > RETRY_DELAYS_MS[index - 1]!)).toBe(true);
    const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0);
    expect(total / HOUR_MS).toBeCloseTo(23.7, 1);
  });

  it("are spread by a fifth", () => {
    const most = RETRY_DELAYS_MS.length;
    expect([0, 0.5, 1].map((chance) => retryDelayMs(most, chance))).toEqual([4000, 5000, 6000]);
    expect(retryDelayMs(1, 0.5)).toBe(RETRY_DELAYS_MS.at(-1));
  });
});
