import { describe, expect, it } from "@jest/globals";
import { dayAfter } from "../../../../kernel/local-day.js";
import { medianCompletion, medianOf, RISK_RULE, risksOf, type LearnerState } from "./risks.js";

const TODAY = "2026-11-30";
const ago = (days: number) => dayAfter(TODAY, -days);
const fine: LearnerState = { joinedOn: ago(100), lastActiveOn: ago(0), completion: 0.8, missing: 0, failing: [] };
const kindsOf = (change: Partial<LearnerState>, median: number | null = 0.8) =>
  risksOf({ ...fine, ...change }, median, TODAY).map(({ kind, value }) => `${kind} ${value}`);

describe("learners at risk", () => {
  it("are none without a reason", () => {
    expect(kindsOf({})).toEqual([]);
    expect(kindsOf({ lastActiveOn: null, joinedOn: TODAY, completion: null })).toEqual([]);
  });

  it("have not been active for days, counted from when they joined at the earliest", () => {
    const { inactiveDays } = RISK_RULE;
    expect(kindsOf({ lastActiveOn: ago(inactiveDays - 1) })).toEqual([]);
    expect(kindsOf({ lastActiveOn: ago(inactiveDays) })).toEqual([`INACTIVE ${inactiveDays}`]);
    expect(kindsOf({ lastActiveOn: null })).toEqual(["INACTIVE 100"]);
    expect(kindsOf({ lastActiveOn: ago(50), joinedOn: ago(2) })).toEqual([]);
    // Across a month, a year and a leap day.
    expect(risksOf({ ...fine, lastActiveOn: "2027-12-31" }, null, "2028-03-01")).toMatchObject([{ kind: "INACTIVE", value: 61 }]);
  });

  it("are behind the median by percentage points, whatever doubles make of it", () => {
    expect(kindsOf({ completion: 0.56 }, 0.8)).toEqual([]);
    expect(kindsOf({ completion: 0.55 }, 0.8)).toEqual(["BEHIND_MEDIAN 25"]);
    expect(kindsOf({ completion: 0.1 }, 0.35)).toEqual(["BEHIND_MEDIAN 25"]);
    expect(kindsOf({ completion: 1 / 3 }, 2 / 3)).toEqual(["BEHIND_MEDIAN 33.3"]);
    expect(kindsOf({ completion: 0 }, null)).toEqual([]);
    expect(kindsOf({ completion: 1 }, 0.2)).toEqual([]);
  });

  it("fail at a problem again and again: each problem is a reason, most failures first", () => {
    const failing = [
      { problemId: "a", failures: 4 },
      { problemId: "b", failures: 5 },
      { problemId: "c", failures: 9 },
    ];
    const risks = risksOf({ ...fine, failing }, null, TODAY);
    expect(risks.map(({ kind, value, problemId }) => [kind, value, problemId])).toEqual([
      ["REPEATED_FAILURE", 9, "c"],
      ["REPEATED_FAILURE", 5, "b"],
    ]);
  });

  it("miss work, and may have several reasons, in order", () => {
    expect(kindsOf({ missing: 1 })).toEqual([]);
    expect(kindsOf({ missing: 3, lastActiveOn: ago(30), completion: 0, failing: [{ problemId: "a", failures: 6 }] })).toEqual([
      "INACTIVE 30",
      "BEHIND_MEDIAN 80",
      "REPEATED_FAILURE 6",
      "MISSING_WORK 3",
    ]);
  });
});

describe("the median", () => {
  it("is that of the middle, and of both middles", () => {
    expect([[], [3], [1, 4], [9, 1, 5]].map(medianOf)).toEqual([null, 3, 2.5, 5]);
  });

  it("of completion needs enough learners for whom something is assigned", () => {
    const of = (...all: (number | null)[]) => medianCompletion(all.map((completion) => ({ completion })));
    expect(of(0.1, 0.2)).toBeNull();
    expect(of(0.1, 0.2, null)).toBeNull();
    expect(of(0.1, 0.2, 0.9, null)).toBe(0.2);
  });
});
