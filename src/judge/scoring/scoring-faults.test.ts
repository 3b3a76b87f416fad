import { describe, expect, it } from "@jest/globals";
import { groupFaults } from "./group-faults.js";
import { scoringFaults } from "./scoring-faults.js";
import { PASS_FAIL, scoring as schema, type Scoring, type TestGroup } from "./scoring.js";

const group = (name: string, change: Partial<TestGroup> = {}): TestGroup => ({
  ...{ name, maxScore: 50, aggregation: "SUM", rejectedScore: 0, requires: [], stopOnFirstFailure: false, testPoints: [], ...change },
});
const scored = (groups: TestGroup[], change: Partial<Scoring> = {}): Scoring => ({
  ...{ mode: "SCORED", stopOnFirstFailure: false, passingScore: null, groups, ...change },
});
const listed = (scoring: Scoring) => scoringFaults(scoring, "s").map(({ field, code }) => `${field} ${code}`);

describe("a scoring", () => {
  it("is right as it is by default, and with groups that require earlier or later ones", () => {
    expect(listed(PASS_FAIL)).toEqual([]);
    const right = scored([group("", { requires: ["b"] }), group("a/1", { aggregation: "MIN", rejectedScore: 0.25 }), group("b")]);
    expect(listed(right)).toEqual([]);
    expect(schema.parse(right)).toEqual(right);
  });

  it.each<[string, Scoring, string[]]>([
    [
      "groups of a pass/fail problem",
      { ...PASS_FAIL, passingScore: 1, groups: [group("a")] },
      ["s.passingScore INVALID_VALUE", "s.groups INVALID_VALUE"],
    ],
    ["no group", scored([]), ["s.groups TOO_FEW"]],
    ["too many groups", scored(Array.from({ length: 101 }, (_, index) => group(`${index}`))), ["s.groups TOO_MANY"]],
    ["no points at all", scored([group("a", { maxScore: 0 })]), ["s.groups INVALID_VALUE"]],
    ["a path that leaves the set", scored([group("../a")]), ["s.groups.0.name INVALID_FORMAT"]],
    ["the same name twice", scored([group("a"), group("a")]), ["s.groups.1.name DUPLICATE"]],
    ["too many digits", scored([group("a", { maxScore: 0.00001 })]), ["s.groups.0.maxScore INVALID_VALUE", "s.groups INVALID_VALUE"]],
    ["a number that is none", scored([group("a"), group("b", { maxScore: NaN })]), ["s.groups.1.maxScore OUT_OF_RANGE"]],
    ["too much for rejected tests", scored([group("a", { rejectedScore: 51 })]), ["s.groups.0.rejectedScore OUT_OF_RANGE"]],
    [
      "required groups that do not exist, or twice, or itself",
      scored([group("a", { requires: ["z", "b", "b", "a"] }), group("b")]),
      ["s.groups.0.requires.0 UNKNOWN_VALUE", "s.groups.0.requires.2 DUPLICATE", "s.groups.0.requires.3 INVALID_VALUE"],
    ],
    [
      "a cycle, named at each of its groups",
      scored([group("a", { requires: ["c"] }), group("b", { requires: ["a"] }), group("c", { requires: ["b"] }), group("d")]),
      [0, 1, 2].map((index) => `s.groups.${index}.requires INVALID_VALUE`),
    ],
    [
      "points of tests outside a SUM",
      scored([group("a", { aggregation: "MIN", testPoints: [{ test: "a/1", points: 1 }] })]),
      ["s.groups.0.testPoints INVALID_VALUE"],
    ],
    [
      "points of tests twice, and too many",
      scored([group("a", { testPoints: [1, 2].map(() => ({ test: "a/1", points: 30 })) })]),
      ["s.groups.0.testPoints.1.test DUPLICATE", "s.groups.0.testPoints INVALID_VALUE"],
    ],
    ["a passing score of 0", scored([group("a")], { passingScore: 0 }), ["s.passingScore OUT_OF_RANGE"]],
    ["a passing score out of reach", scored([group("a")], { passingScore: 50.5 }), ["s.passingScore OUT_OF_RANGE"]],
  ])("is refused with %s", (_, scoring, faults) => {
    expect(listed(scoring)).toEqual(faults);
  });
});

describe("groups and tests", () => {
  const named = (...names: string[]) => names.map((name) => ({ name, sample: name.startsWith("sample") }));
  const faults = (scoring: Scoring, ...names: string[]) => groupFaults(scoring, named(...names), "s").map(({ message }) => message);

  it("fit if each group has a test, and each hidden test a group", () => {
    expect(faults(scored([group("a"), group("b")]), "sample/1", "a/1", "b")).toEqual([]);
    expect(faults(scored([group("")]), "sample/1", "a/1", "b")).toEqual([]);
    expect(faults(PASS_FAIL, "a")).toEqual([]);
  });

  it("do not fit otherwise; every fault is named", () => {
    const points = (test: string, given: number) => ({ test, points: given });
    expect(
      faults(
        scored([
          group("a"),
          group("b", { testPoints: [points("b/1", 10), points("b/9", 10)] }),
          group("c", { testPoints: [points("c", 1)] }),
        ]),
        ...["sample/1", "b/1", "c", "d/1", "e"],
      ),
    ).toEqual([
      'The group "a" has no test.',
      'The group "b" has no test "b/9".',
      'The points of all tests of the group "c" add up to 1, not to its 50.',
      'The hidden test "d/1" is in no group. A group with an empty name has all such tests.',
      'The hidden test "e" is in no group. A group with an empty name has all such tests.',
    ]);
  });
});
