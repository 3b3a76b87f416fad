import { groupFaults } from "../../../../judge/scoring/group-faults.js";
import { scoringFaults } from "../../../../judge/scoring/scoring-faults.js";
import { maxScoreOf, PASS_FAIL, type Scoring, type TestGroup } from "../../../../judge/scoring/scoring.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { TestSet, type Problem } from "../problem.entity.js";
import type { ScoringInput, TestGroupInput } from "./scoring.input.js";
import type { ScoringType } from "./scoring.type.js";

const ALL_TESTS: TestGroupInput = { name: "", maxScore: 100, aggregation: "SUM" };

/** Undefined keeps the scoring, null resets it to pass/fail. */
export function scoringWith(kept: Scoring, given: ScoringInput | null | undefined): Scoring {
  if (given === undefined) return kept;
  return given === null ? PASS_FAIL : scoringOf(given);
}

/** BAD_USER_INPUT with every fault. Whether the groups fit the tests is checked with the tests. */
export function checkScoring(input: ScoringInput, field: string): void {
  const faults = scoringFaults(scoringOf(input), field);
  if (faults.length > 0) throw fieldErrors(faults);
}

function scoringOf({ mode, stopOnFirstFailure, passingScore, groups }: ScoringInput): Scoring {
  const isScored = mode === "SCORED";
  return {
    mode,
    stopOnFirstFailure: stopOnFirstFailure ?? !isScored,
    passingScore: passingScore ?? null,
    groups: (groups ?? (isScored ? [ALL_TESTS] : [])).map(groupOf),
  };
}

function groupOf({ name, maxScore, aggregation, rejectedScore, requires, stopOnFirstFailure, testPoints }: TestGroupInput): TestGroup {
  return {
    ...{ name, maxScore, aggregation },
    rejectedScore: rejectedScore ?? 0,
    requires: requires ?? [],
    stopOnFirstFailure: stopOnFirstFailure ?? aggregation !== "SUM",
    testPoints: (testPoints ?? []).map(({ test, points }) => ({ test, points })),
  };
}

/** As shown to editors. */
export function shownScoring(scoring: Scoring): ScoringType {
  const maxScore = maxScoreOf(scoring);
  return { ...scoring, maxScore, passingScore: scoring.passingScore ?? maxScore };
}

/** As shown to everybody: without names of hidden tests. */
export function publicScoring(scoring: Scoring): ScoringType {
  const shown = shownScoring(scoring);
  return { ...shown, groups: shown.groups.map((group) => ({ ...group, testPoints: null })) };
}

/** The groups of a published problem fit its tests. CONFLICT with every fault. */
export async function expectGroupsFit(em: EntityManager, { status, scoring, testSet }: Problem): Promise<void> {
  if (status !== "PUBLISHED" || scoring.mode === "PASS_FAIL" || !testSet) return;
  const { tests } = await em.findOneOrFail(TestSet, { id: testSet.id }, { populate: ["tests"] });
  const faults = groupFaults(scoring, tests, "scoring");
  if (faults.length > 0) throw fieldErrors(faults, "CONFLICT");
}
