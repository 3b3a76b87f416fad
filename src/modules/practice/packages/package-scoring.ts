/** Groups and points of a package as the scoring of a problem here: one flat list of groups, named by folders. */
import type { Findings } from "../../../judge/packages/package-faults.js";
import type { PackageGroup, PackageTest, ProblemPackage } from "../../../judge/packages/problem-package.js";
import { problemsIn } from "../../../kernel/errors.js";
import { checkScoring } from "../problems/scoring/problem-scoring.js";
import type { ScoringInput, TestGroupInput } from "../problems/scoring/scoring.input.js";

/** A submission with any points is accepted, as Kattis has it. */
const ANY_POINTS = 0.0001;
const DEFAULT_MAX = 100;

/** Null for pass/fail, and, with a note, for a scoring that cannot be expressed. */
export function scoringOf(problem: ProblemPackage, findings: Findings): ScoringInput | null {
  if (problem.scoring === null) return null;
  const refuse = (reason: string) => {
    findings.note(null, `The scoring is not imported: ${reason} A submission is accepted if it passes all tests.`);
    return null;
  };
  if (problem.scoring.objective === "MIN") return refuse("Fewer points are better.");
  const groups = groupsOf(problem);
  if (typeof groups === "string") return refuse(groups);
  const scoring: ScoringInput = { mode: "SCORED", groups, ...(problem.format !== "POLYGON" && { passingScore: ANY_POINTS }) };
  const problems = problemsIn(() => checkScoring(scoring, "scoring"));
  return problems.length > 0 ? refuse(problems[0]!.message) : scoring;
}

/** The groups that have tests, and samples if another group requires them; or why there are none. */
function groupsOf({ format, groups, tests }: ProblemPackage): TestGroupInput[] | string {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const required = new Set(groups.flatMap(({ requires }) => requires));
  const result: TestGroupInput[] = [];
  for (const [name, inGroup] of Map.groupBy(tests, (test) => groupNameOf(test, byName, format))) {
    if (name === "sample") {
      if (required.has(name)) result.push({ name, maxScore: 0, aggregation: "MIN" });
      continue;
    }
    const group = inherited(name, byName);
    if (group.aggregation === "MAX") return `The group ${name} takes the best test.`;
    result.push(format === "POLYGON" ? byTests(name, inGroup, group) : byGroup(name, inGroup, group, format));
  }
  return result;
}

/** 2025-09: the folder that is declared as a group. Otherwise the folder of the test. */
function groupNameOf({ group, sample }: PackageTest, byName: ReadonlyMap<string, PackageGroup>, format: ProblemPackage["format"]): string {
  if (sample) return "sample";
  if (format !== "KATTIS_2025_09") return group;
  const parts = group.split("/");
  const names = parts.slice(1).map((_, at) => parts.slice(0, at + 2).join("/"));
  return names.findLast((name) => byName.get(name)?.isDeclared) ?? "secret";
}

type Resolved = Pick<PackageGroup, "aggregation" | "maxScore" | "acceptScore" | "rejectScore" | "onReject" | "requires">;

/** Points that a folder does not set come from the folders above, as the legacy format has it. */
function inherited(name: string, byName: ReadonlyMap<string, PackageGroup>): Resolved {
  const parts = name.split("/");
  const chain = parts.map((_, at) => byName.get(parts.slice(0, parts.length - at).join("/")));
  const first = <K extends "acceptScore" | "rejectScore">(key: K) => chain.find((group) => group && group[key] !== null)?.[key] ?? null;
  const { aggregation = null, maxScore = null, onReject = null, requires = [] } = byName.get(name) ?? {};
  return { aggregation, maxScore, onReject, requires, acceptScore: first("acceptScore"), rejectScore: first("rejectScore") };
}

function byGroup(name: string, tests: readonly PackageTest[], group: Resolved, format: ProblemPackage["format"]): TestGroupInput {
  const isLegacy = format === "KATTIS_LEGACY";
  const { aggregation = null, acceptScore, rejectScore, onReject, requires } = group;
  const effective = aggregation ?? (isLegacy || name === "secret" ? "SUM" : "PASS_FAIL");
  const isSum = effective === "SUM" || effective === "AVERAGE";
  const fromTests = isLegacy ? (acceptScore ?? 1) * (effective === "SUM" ? tests.length : 1) : DEFAULT_MAX;
  return {
    name,
    maxScore: rounded(isLegacy && acceptScore !== null ? fromTests : (group.maxScore ?? fromTests)),
    aggregation: isSum ? "SUM" : "MIN",
    ...(isLegacy && rejectScore !== null && rejectScore > 0 && { rejectedScore: rejectScore }),
    ...(requires.length > 0 && { requires }),
    ...(isSum && onReject === "BREAK" && { stopOnFirstFailure: true }),
  };
}

/** Polygon gives points to tests; a complete group needs all of them. */
function byTests(name: string, tests: readonly PackageTest[], { aggregation, maxScore, requires }: Resolved): TestGroupInput {
  const sum = rounded(tests.reduce((all, { points }) => all + (points ?? 0), 0));
  const common = { name, ...(requires.length > 0 && { requires }) };
  if (aggregation === "PASS_FAIL") return { ...common, maxScore: sum > 0 ? sum : rounded(maxScore ?? 0), aggregation: "MIN" };
  const testPoints = tests.map((test) => ({ test: test.name, points: rounded(test.points ?? 0) }));
  return { ...common, maxScore: sum, aggregation: "SUM", testPoints };
}

const rounded = (points: number) => Math.round(points * 1e4) / 1e4;
