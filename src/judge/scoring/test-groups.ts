import type { TestGroup } from "./scoring.js";

export interface NamedTest {
  name: string;
  sample: boolean;
}

/** Index of each test's group; null for tests outside all groups. The longest group name wins. */
export function groupIndexes(groups: readonly Pick<TestGroup, "name">[], tests: readonly NamedTest[]): (number | null)[] {
  const byName = new Map(groups.map(({ name }, index) => [name, index]));
  return tests.map(({ name, sample }) => {
    for (let folder = name; folder !== ""; folder = parentOf(folder)) {
      const index = byName.get(folder);
      if (index !== undefined) return index;
    }
    // Samples only count if a group names them.
    return sample ? null : (byName.get("") ?? null);
  });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The most that each test of a group can have, in the order of `tests`. */
export function testMaxima({ maxScore, aggregation, testPoints }: TestGroup, tests: readonly string[]): number[] {
  if (aggregation !== "SUM") return tests.map(() => maxScore);
  const listed = new Map(testPoints.map(({ test, points }) => [test, points]));
  const rest = maxScore - testPoints.reduce((sum, { points }) => sum + points, 0);
  const sharing = tests.filter((test) => !listed.has(test)).length;
  return tests.map((test) => listed.get(test) ?? Math.max(0, rest) / sharing);
}
