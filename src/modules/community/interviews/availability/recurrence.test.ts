import { describe, expect, it } from "@jest/globals";
import { AppError } from "../../../../kernel/errors.js";
import { checkRule, expandRule, spanOf } from "./recurrence.js";

const at = { local: "2027-03-01T18:00", zone: "Europe/Berlin" };
const refused = (rule: string) => {
  try {
    checkRule(rule, at, "rule");
  } catch (error) {
    if (error instanceof AppError && error.code === "BAD_USER_INPUT") return error.extensions.fields![0]!.code;
    throw error;
  }
  return null;
};

describe("recurrence rules", () => {
  it("are accepted by day, week and month, if they end", () => {
    expect(checkRule("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", at, "rule")).toBe("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4");
    expect(checkRule("FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", at, "rule")).toBe("FREQ=MONTHLY;BYDAY=-1FR;COUNT=12");
    // 16:00 UTC are 18:00 in Berlin after the clock change, and the last time of a whole day counts.
    expect(checkRule("FREQ=DAILY;UNTIL=20270329T160000Z", at, "rule")).toBe("FREQ=DAILY;UNTIL=20270329T180000Z");
    expect(expandRule(at.local, checkRule("FREQ=DAILY;UNTIL=20270303", at, "rule"))).toHaveLength(3);
  });

  it.each([
    ["", "INVALID_FORMAT"],
    ["FREQ=WEEKLY", "INVALID_VALUE"],
    ["FREQ=WEEKLY;COUNT=2;UNTIL=20270401", "INVALID_VALUE"],
    ["FREQ=YEARLY;COUNT=2", "INVALID_FORMAT"],
    ["FREQ=SECONDLY;COUNT=2", "INVALID_FORMAT"],
    ["COUNT=2", "REQUIRED"],
    ["FREQ=DAILY;COUNT=367", "OUT_OF_RANGE"],
    ["FREQ=DAILY;COUNT=1e2", "INVALID_FORMAT"],
    ["FREQ=DAILY;BYHOUR=1,2,3;COUNT=2", "INVALID_FORMAT"],
    ["FREQ=DAILY;COUNT=2;COUNT=3", "INVALID_FORMAT"],
    ["FREQ=DAILY;UNTIL=20270231", "INVALID_FORMAT"],
    ["FREQ=DAILY;UNTIL=20990101", "OUT_OF_RANGE"],
    ["FREQ=DAILY;UNTIL=20260101", "INVALID_VALUE"],
    ["FREQ=WEEKLY;BYDAY=1MO;COUNT=2", "INVALID_VALUE"],
    // No such day: the search ends.
    ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=2", "INVALID_VALUE"],
    ["FREQ=DAILY;COUNT=2\nDTSTART:19700101T000000Z", "INVALID_FORMAT"],
  ])("refuses %s", (rule, code) => expect(refused(rule)).toBe(code));

  it("keep the time of day through clock changes, and the first and last instant", () => {
    const rule = checkRule("FREQ=WEEKLY;COUNT=5", at, "rule");
    const { first, last } = spanOf({ ...at, rule });
    expect([first.toISOString(), last.toISOString()]).toEqual(["2027-03-01T17:00:00.000Z", "2027-03-29T16:00:00.000Z"]);
  });
});
