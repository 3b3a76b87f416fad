import { describe, expect, it } from "@jest/globals";
import { periodOf } from "./digest-period.js";

const at = (iso: string, timezone: string, frequency: "DAILY" | "WEEKLY" = "DAILY") => periodOf(new Date(iso), timezone, frequency);

describe("the period of a digest", () => {
  it("ends at 8 in the morning of the account, not ours", () => {
    expect(at("2026-03-10T06:59:59Z", "Europe/Zagreb")).toBe("2026-03-09");
    expect(at("2026-03-10T07:00:00Z", "Europe/Zagreb")).toBe("2026-03-10");
    expect(at("2026-03-10T07:00:00Z", "America/New_York")).toBe("2026-03-09");
    expect(at("2026-03-09T23:30:00Z", "Asia/Kolkata")).toBe("2026-03-09");
    expect(at("2026-03-10T02:30:00Z", "Asia/Kolkata")).toBe("2026-03-10");
  });

  it("ends once on days of 23 and of 25 hours", () => {
    for (const [from, days] of [
      ["2026-03-28T00:00:00Z", ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]],
      ["2026-10-24T00:00:00Z", ["2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26"]],
    ] as const) {
      const seen = Array.from({ length: 4 * 72 }, (_, quarter) =>
        periodOf(new Date(Date.parse(from) + quarter * 900_000), "Europe/Zagreb", "DAILY"),
      );
      expect([...new Set(seen)]).toEqual(days);
      expect(seen).toEqual([...seen].sort());
    }
  });

  it("of a week begins on Monday", () => {
    expect(at("2026-03-09T06:59:00Z", "Europe/Zagreb", "WEEKLY")).toBe("2026-03-02");
    expect(at("2026-03-09T07:00:00Z", "Europe/Zagreb", "WEEKLY")).toBe("2026-03-09");
    expect(at("2026-03-15T22:00:00Z", "Europe/Zagreb", "WEEKLY")).toBe("2026-03-09");
  });

  it("goes by UTC where the zone is unknown", () => {
    expect(at("2026-03-10T08:00:00Z", "Mars/Olympus")).toBe("2026-03-10");
  });
});
