/** What is wrong with a scoring by itself. Whether it fits the tests: group-faults.ts. */
import type { FieldProblem } from "../../kernel/field-codes.js";
import { isTestName, NAME_RULE } from "../test-set.js";
import { GROUPS_MAX, maxScoreOf, POINTS_MAX, rounded, type Scoring, SCORE_DECIMALS, type TestGroup } from "./scoring.js";

/** `at` is the path of the scoring. */
export function scoringFaults(scoring: Scoring, at: string): FieldProblem[] {
  return scoring.mode === "PASS_FAIL" ? passFailFaults(scoring, at) : scoredFaults(scoring, at);
}

function passFailFaults({ passingScore, groups }: Scoring, at: string): FieldProblem[] {
  const message = "Only a SCORED problem has this.";
  return [
    ...(passingScore === null ? [] : [invalid(`${at}.passingScore`, message)]),
    ...(groups.length === 0 ? [] : [invalid(`${at}.groups`, message)]),
  ];
}

function scoredFaults(scoring: Scoring, at: string): FieldProblem[] {
  const { groups, passingScore } = scoring;
  const list = `${at}.groups`;
  if (groups.length === 0) {
    return [{ field: list, code: "TOO_FEW", message: "A SCORED problem needs a group.", minimum: 1, actual: 0 }];
  }
  if (groups.length > GROUPS_MAX) {
    const message = `A problem has at most ${GROUPS_MAX} groups.`;
    return [{ field: list, code: "TOO_MANY", message, maximum: GROUPS_MAX, actual: groups.length }];
  }
  const maxScore = maxScoreOf(scoring)!;
  const faults = groups.flatMap((group, index) => groupFaults(groups, index, `${list}.${index}`));
  if (maxScore === 0) faults.push(invalid(list, "At least one group needs a `maxScore` greater than 0."));
  if (passingScore !== null) {
    faults.push(...numberFaults(passingScore, `${at}.passingScore`));
    if (passingScore === 0 || passingScore > maxScore) {
      const message = `Must be greater than 0, and at most the full score of ${maxScore}.`;
      faults.push({ field: `${at}.passingScore`, code: "OUT_OF_RANGE", message, minimum: 0, maximum: maxScore, actual: passingScore });
    }
  }
  return faults.length > 0 ? faults : cycleFaults(groups, list);
}

function groupFaults(groups: readonly TestGroup[], index: number, at: string): FieldProblem[] {
  const { name, maxScore, rejectedScore, aggregation, requires, testPoints } = groups[index]!;
  const faults = [...numberFaults(maxScore, `${at}.maxScore`), ...numberFaults(rejectedScore, `${at}.rejectedScore`)];
  const names = groups.map((group) => group.name);
  if (name !== "" && !isTestName(name)) faults.push({ field: `${at}.name`, code: "INVALID_FORMAT", message: NAME_RULE });
  if (names.indexOf(name) < index) faults.push({ field: `${at}.name`, code: "DUPLICATE", message: "Another group has this name." });
  if (rejectedScore > maxScore) {
    const message = "A rejected test can't have more points than its group.";
    faults.push({ field: `${at}.rejectedScore`, code: "OUT_OF_RANGE", message, minimum: 0, maximum: maxScore, actual: rejectedScore });
  }
  for (const [place, required] of requires.entries()) {
    const field = `${at}.requires.${place}`;
    if (!names.includes(required)) faults.push({ field, code: "UNKNOWN_VALUE", message: `There is no group "${required}".` });
    if (required === name) faults.push(invalid(field, "A group can't require itself."));
    if (requires.indexOf(required) < place) faults.push({ field, code: "DUPLICATE", message: "This group is listed twice." });
  }
  if (testPoints.length > 0 && aggregation !== "SUM") {
    faults.push(invalid(`${at}.testPoints`, "Only the tests of a SUM have points of their own."));
  }
  const tests = testPoints.map(({ test }) => test);
  for (const [place, { test, points }] of testPoints.entries()) {
    const field = `${at}.testPoints.${place}`;
    faults.push(...numberFaults(points, `${field}.points`));
    if (tests.indexOf(test) < place) faults.push({ field: `${field}.test`, code: "DUPLICATE", message: "This test is listed twice." });
  }
  const sum = rounded(testPoints.reduce((all, { points }) => all + points, 0));
  if (sum > maxScore) faults.push(invalid(`${at}.testPoints`, `The points add up to ${sum}, which is more than the group's ${maxScore}.`));
  return faults;
}

function numberFaults(value: number, field: string): FieldProblem[] {
  if (!(value >= 0 && value <= POINTS_MAX)) {
    const message = `Must be from 0 to ${POINTS_MAX}.`;
    return [{ field, code: "OUT_OF_RANGE", message, minimum: 0, maximum: POINTS_MAX, actual: value }];
  }
  return rounded(value) === value ? [] : [invalid(field, `Must have at most ${SCORE_DECIMALS} digits after the point.`)];
}

/** Removes groups whose required groups are all removed; those that stay are in cycles, or require one that is. */
function cycleFaults(groups: readonly TestGroup[], list: string): FieldProblem[] {
  const left = new Map(groups.map((group, index) => [group.name, { ...group, index }]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [name, { requires }] of left) if (requires.every((one) => !left.has(one))) left.delete(name);
  }
  const message = "The groups require each other in a cycle.";
  return [...left.values()].map(({ index }) => invalid(`${list}.${index}.requires`, message));
}

function invalid(field: string, message: string): FieldProblem {
  return { field, code: "INVALID_VALUE", message };
}
