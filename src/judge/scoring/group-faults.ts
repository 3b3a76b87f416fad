/** Whether the groups of a problem fit its tests. */
import type { FieldProblem } from "../../kernel/field-codes.js";
import { rounded, type Scoring } from "./scoring.js";
import { groupIndexes, type NamedTest } from "./test-groups.js";

/** `at` is the path of the scoring. */
export function groupFaults({ mode, groups }: Scoring, tests: readonly NamedTest[], at: string): FieldProblem[] {
  if (mode === "PASS_FAIL") return [];
  const indexes = groupIndexes(groups, tests);
  const members = groups.map((_, index) => new Set(tests.filter((_, test) => indexes[test] === index).map(({ name }) => name)));
  const outside = tests.filter(({ sample }, test) => !sample && indexes[test] === null);
  return [
    ...groups.flatMap(({ name, maxScore, testPoints }, index): FieldProblem[] => {
      const field = `${at}.groups.${index}`;
      const own = members[index]!;
      if (own.size === 0) {
        return [{ field: `${field}.name`, code: "UNKNOWN_VALUE", message: `The group "${name}" has no test.` }];
      }
      const strange = testPoints.flatMap(({ test }, place): FieldProblem[] => {
        const message = `The group "${name}" has no test "${test}".`;
        return own.has(test) ? [] : [{ field: `${field}.testPoints.${place}.test`, code: "UNKNOWN_VALUE", message }];
      });
      const sum = rounded(testPoints.reduce((all, { points }) => all + points, 0));
      if (strange.length > 0 || testPoints.length < own.size || sum === maxScore) return strange;
      const message = `The points of all tests of the group "${name}" add up to ${sum}, not to its ${maxScore}.`;
      return [{ field: `${field}.testPoints`, code: "INVALID_VALUE", message }];
    }),
    ...outside.map(({ name }): FieldProblem => {
      const message = `The hidden test "${name}" is in no group. A group with an empty name has all such tests.`;
      return { field: `${at}.groups`, code: "INVALID_VALUE", message };
    }),
  ];
}
