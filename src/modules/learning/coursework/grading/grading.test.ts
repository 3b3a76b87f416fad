import { compare, fraction, fractionText, ofNumber, ofText, plus, times, toHundredths } from "../../../../kernel/fraction.js";
import {
  assignmentGrade,
  classTotal,
  pointsOf,
  type GradedAssignment,
  type Mark,
  type ScoredAttempt,
  type SharedGrade,
  type Terms,
} from "./assignment-grade.js";
import { explain } from "./explain.js";
import { valueOf, type GradeNode } from "./grade-tree.js";
import { creditOf, faultOfCurve, type LateCurve } from "./late-curve.js";

const MINUTE = 60_000;
const STEPS: LateCurve = {
  shape: "STEPS",
  points: [
    { minutesLate: 10, creditPercent: 90 },
    { minutesLate: 1440, creditPercent: 50 },
    { minutesLate: 2880, creditPercent: 0 },
  ],
};
const LINE: LateCurve = {
  shape: "LINEAR",
  points: [
    { minutesLate: 0, creditPercent: 100 },
    { minutesLate: 1440, creditPercent: 0 },
  ],
};

describe("late credit", () => {
  it.each<[LateCurve, number, string]>([
    [STEPS, -5, "1"],
    [STEPS, 0, "1"],
    [STEPS, 10 * MINUTE, "1"],
    [STEPS, 10 * MINUTE + 1, "9/10"],
    [STEPS, 1440 * MINUTE, "9/10"],
    [STEPS, 1440 * MINUTE + 1, "1/2"],
    [STEPS, 9999 * MINUTE, "0"],
    [LINE, 1, "86399999/86400000"],
    [LINE, 480 * MINUTE, "2/3"],
    [LINE, 1440 * MINUTE, "0"],
    [LINE, 1441 * MINUTE, "0"],
    [{ shape: "STEPS", points: [] }, 1e9, "1"],
  ])("of %j after %p ms is exactly %s", (curve, lateMs, credit) => {
    expect(fractionText(creditOf(curve, lateMs))).toBe(credit);
  });

  it("is refused if it is out of order or rises", () => {
    const of = (...points: [number, number][]) =>
      faultOfCurve({ shape: "STEPS", points: points.map(([minutesLate, creditPercent]) => ({ minutesLate, creditPercent })) });
    expect(of([1, 90], [2, 80])).toBeNull();
    expect(of([2, 90], [2, 80])).toMatch(/order/);
    expect(of([1, 80], [2, 90])).toMatch(/rise/);
  });
});

describe("a fraction", () => {
  it("is exact where a double is not", () => {
    expect(fractionText(plus(ofNumber(0.1), ofNumber(0.2)))).toBe("3/10");
    expect([1e21, 2.5e-7, -3.75, 0].map((value) => fractionText(ofNumber(value)))).toEqual([
      "1000000000000000000000",
      "1/4000000",
      "-15/4",
      "0",
    ]);
    expect(["1/200", "-1/200", "1/300", "99999/100000"].map((text) => toHundredths(ofText(text)))).toEqual([1n, -1n, 0n, 100n]);
    expect(() => ofText("1/0")).toThrow(RangeError);
  });
});

const ASSIGNMENT: GradedAssignment = {
  ...{
    kind: "PROBLEMS",
    title: "Week 1",
    zone: "Europe/Berlin",
    points: 100,
    counted: "BEST",
    lateCurve: STEPS,
    rubric: null,
    policyVersion: 3,
  },
  problems: [
    { id: "p1", title: "Sum", points: 10 },
    { id: "p2", title: "Path", points: 5 },
  ],
};
const DUE = new Date("2026-10-25T00:30:00Z");
const TERMS: Terms = {
  dueAt: DUE,
  dueLocal: "2026-10-25T02:30",
  closesAt: new Date(DUE.getTime() + 3000 * MINUTE),
  extension: "NONE",
  pending: false,
};
const attempt = (problemId: string | null, lateMinutes: number, score: number, maxScore = 1): ScoredAttempt => ({
  ...{
    problemId,
    source: "Submission",
    sourceId: `${problemId}-${lateMinutes}`,
    submittedAt: new Date(DUE.getTime() + lateMinutes * MINUTE),
  },
  ...{ score, maxScore, verdict: score === maxScore ? "ACCEPTED" : "WRONG_ANSWER" },
});
const NOW = new Date(DUE.getTime() + 1);
const AFTER_CLOSING = new Date(DUE.getTime() + 4000 * MINUTE);

describe("a grade", () => {
  const grade = (
    attempts: ScoredAttempt[],
    change: Partial<GradedAssignment> = {},
    terms: Partial<Terms> = {},
    mark: Mark | null = null,
    now = NOW,
  ) => assignmentGrade({ ...ASSIGNMENT, ...change }, { ...TERMS, ...terms }, attempts, mark, now);
  const value = (...args: Parameters<typeof grade>) => grade(...args)?.value;

  it("takes the best, the last or the average attempt of each problem, with late credit", () => {
    const attempts = [attempt("p1", -60, 0), attempt("p1", 20, 1), attempt("p1", 2000, 1), attempt("p2", -1, 1, 3)];
    expect(value(attempts)).toBe("1067/100"); // 10 * 0.9 + 5/3
    expect(value(attempts, { counted: "LAST" })).toBe("667/100"); // 10 * 0.5 + 5/3
    expect(value(attempts, { counted: "AVERAGE" })).toBe("633/100"); // 10 * (0 + 0.9 + 0.5) / 3 + 5/3
    expect(value(attempts, {}, { dueAt: new Date(DUE.getTime() + 30 * MINUTE), extension: "LEARNER" })).toBe("1167/100");
  });

  it("leaves out what was made after closing, and is missing once it closes without work", () => {
    const late = [attempt("p1", 3001, 1)];
    expect(grade(late)).toBeNull();
    expect(value(late, {}, {}, null, AFTER_CLOSING)).toBe("0");
    expect(value([attempt("p1", 3000, 1), ...late])).toBe("0");
    expect(value([attempt("p1", 5, 1), ...late])).toBe("10");
    expect(grade([], {}, { closesAt: null }, null, AFTER_CLOSING)).toBeNull();
  });

  it("of free work is its rubric, late credit and adjustments", () => {
    const rubric = {
      criteria: [
        { title: "Idea", points: 3 },
        { title: "Text", points: 7 },
      ],
    };
    const mark: Mark = {
      rubricPoints: [250, 700],
      criteria: null,
      submission: { id: "w", submittedAt: new Date(DUE.getTime() + 11 * MINUTE) },
      bonus: 0,
      deduction: 150,
      comment: "Sources",
    };
    const free = { kind: "FREE", rubric, points: 20 } as const;
    expect(value([], free, {}, mark)).toBe("78/5"); // 20 * 9.5/10 * 0.9 - 1.5
    expect(grade([], free, {}, { ...mark, rubricPoints: null, deduction: 0 })).toBeNull();
    // A regrade shows, and changes no value.
    const regrade = { requestedAt: DUE, decidedAt: NOW, before: 1234 };
    const again = grade([], free, {}, { ...mark, regrade })!;
    expect([again.value, again.inputs[0]!.rule, again.inputs[0]!.value]).toEqual(["78/5", "REGRADE", "78/5"]);
    expect(explain(again, { language: "en", zone: "UTC" })[1]!.text).toMatch(/^Regraded on .*: 15\.6 points instead of 12\.34\.$/);
    expect(value([], free, {}, { ...mark, deduction: 9999 })).toBe("0");
    // The rubric has changed since: what was given stays 9.5 of 10.
    const changed = { ...free, rubric: { criteria: [{ title: "Text", points: 50 }] } };
    expect(value([], changed, {}, { ...mark, criteria: rubric.criteria })).toBe("78/5");
  });

  it("waits for work that is pending at closing, and never calls it missing", () => {
    const pending = { pending: true };
    expect(grade([], {}, pending, null, AFTER_CLOSING)).toBeNull();
    expect(value([attempt("p1", 5, 1)], {}, pending, null, AFTER_CLOSING)).toBe("10");
    const bonus: Mark = { rubricPoints: null, criteria: null, submission: null, bonus: 150, deduction: 0, comment: "" };
    const adjusted = grade([], {}, pending, bonus, AFTER_CLOSING)!;
    expect([adjusted.value, JSON.stringify(adjusted).includes("MISSING")]).toEqual(["3/2", false]);
  });

  it("without weight neither is dropped nor lets the only one with a weight be dropped", () => {
    const shared = (assignmentId: string, weight: number, points: number): SharedGrade => ({
      ...{ assignmentId, title: assignmentId, points: 10, weight, policyVersion: 1 },
      tree: grade([attempt("p1", 5, points, 10)])!,
    });
    const total = (...grades: SharedGrade[]) => classTotal(grades, { dropLowest: 1, version: 1 })!;
    const practice = [shared("practice", 0, 0), shared("more practice", 0, 10)];
    const [low, high] = [shared("low", 1, 5), shared("high", 3, 9)];
    expect(total(...practice, low, high).value).toBe("9/10");
    expect(total(...practice, low).value).toBe("1/2");
    expect(total(...practice).value).toBe("0");
    expect(fractionText(valueOf(total(...practice, low, high)))).toBe("9/10");
  });

  it("is explained in the reader's language and zone", () => {
    const tree = grade([attempt("p1", 20, 1), attempt("p1", 30, 0)])!;
    const lines = explain(tree, { language: "en", zone: "America/New_York" });
    expect(lines.map(({ depth, rule }) => `${depth} ${rule}`)).toEqual([
      ...["0 ROUNDED", "1 SUM", "2 WORTH", "3 ATTEMPTS", "4 LATE", "5 SCORE", "4 LATE", "5 SCORE", "2 WORTH", "3 ATTEMPTS"],
    ]);
    expect(lines[4]!.text).toMatch(/^20 min late \(due on Oct 24, 2026, 8:30\sPM\): credit 90 %, which leaves 90 %\.$/);
    expect(lines.map(({ counts }) => counts)).toEqual([true, true, true, true, true, true, false, false, true, true]);
    expect(explain(tree, { language: "de", zone: "Europe/Berlin" })[4]!.text).toBe(
      "20 min zu spät (fällig am 25.10.2026, 02:30): angerechnet werden 90 %, es bleiben 90 %.",
    );
  });
});

describe("300 learners × 40 assignments", () => {
  /** Reproducible, and different for each learner and assignment. */
  const random = (seed: number) => () => (seed = (Math.imul(seed ^ (seed >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0) / 2 ** 32;
  const next = random(20_261_129);
  const below = (most: number) => Math.floor(next() * most);
  const assignments = Array.from({ length: 40 }, (_, index): GradedAssignment & { id: string; weight: number } => ({
    ...{ ...ASSIGNMENT, id: `a${index}`, title: `Week ${index}`, weight: 1 + below(5), policyVersion: 1 + below(9) },
    kind: (["PROBLEMS", "QUIZ", "FREE"] as const)[below(3)]!,
    counted: (["BEST", "LAST", "AVERAGE"] as const)[below(3)]!,
    lateCurve: below(2) === 0 ? STEPS : LINE,
  }));
  const gradeOf = (assignment: GradedAssignment): GradeNode | null => {
    const attempts = Array.from({ length: below(6) }, () =>
      attempt(assignment.kind === "QUIZ" ? null : ["p1", "p2"][below(2)]!, below(6000) - 3000 + below(1000) / 1000, below(70) / 10, 7),
    );
    const mark: Mark | null =
      below(3) === 0
        ? null
        : {
            rubricPoints: [below(10_000)],
            criteria: null,
            submission: { id: "w", submittedAt: new Date(DUE.getTime() + below(9e7)) },
            bonus: below(200),
            deduction: below(200),
            comment: "",
            regrade: below(4) === 0 ? { requestedAt: DUE, decidedAt: NOW, before: null } : null,
          };
    const extended = below(4) === 0 ? { dueAt: new Date(DUE.getTime() + below(9e7)), extension: "LEARNER" as const } : {};
    return assignmentGrade(assignment, { ...TERMS, ...extended }, attempts, mark, AFTER_CLOSING);
  };

  it("are recomputed from their trees alone, exactly, after JSON", () => {
    let [grades, fractions] = [0, 0];
    for (let learner = 0; learner < 300; learner++) {
      const shared = assignments.map((assignment): SharedGrade => ({
        ...{ assignmentId: assignment.id, title: assignment.title, points: pointsOf(assignment), weight: assignment.weight },
        ...{ policyVersion: assignment.policyVersion, tree: gradeOf(assignment)! },
      }));
      const total = classTotal(shared, { dropLowest: learner % 4, version: 2 })!;
      for (const stored of [...shared.map(({ tree }) => tree), total]) {
        const tree = JSON.parse(JSON.stringify(stored), (key, value: unknown) => (key === "value" ? "forgotten" : value)) as GradeNode;
        if (fractionText(valueOf(tree)) !== stored.value) throw new Error(`${stored.value} is not recomputed`);
        if (stored.rule !== "TOTAL") grades++;
        else if (stored.value.includes("/")) fractions++;
      }
      const kept = shared.map(({ tree, points, weight }) => ({ share: times(ofText(tree.value), fraction(1, points)), weight }));
      const sorted = kept.toSorted((a, b) => compare(a.share, b.share)).slice(learner % 4);
      // Ties between different weights may drop another one, so only clear cases are compared.
      if (new Set(kept.map(({ share }) => fractionText(share))).size === kept.length || learner % 4 === 0) {
        const weights = sorted.reduce((sum, { weight }) => sum + weight, 0);
        const mean = times(sorted.map(({ share, weight }) => times(share, fraction(weight))).reduce(plus), fraction(1, weights));
        expect(total.value).toBe(fractionText(mean));
      }
    }
    expect([grades, fractions > 200]).toEqual([12_000, true]);
  });
});
