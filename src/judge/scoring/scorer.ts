/** Follows one judging: which tests still have to be run, and the score so far. Holds no test data and does no I/O. */
import { Verdict, type Ruling } from "../verdict.js";
import { createGroupState, type Credit, type GroupState } from "./group-state.js";
import type { ScoreState } from "./group-result.js";
import { maxScoreOf, rounded, type Scoring } from "./scoring.js";
import { groupIndexes, testMaxima, type NamedTest } from "./test-groups.js";

/** A test that was run. */
export interface TestOutcome extends Ruling, Credit {}

export interface TestScore {
  /** Name of the test's group. */
  group: string;
  score: number;
  maxScore: number;
}

export interface Scorer {
  /** The test can't change the result any more, as far as the outcomes so far tell. */
  skips(index: number): boolean;
  /** Null for a test without a score. */
  add(index: number, outcome: TestOutcome): TestScore | null;
  /** Null if pass/fail. */
  state(): ScoreState | null;
  /** What all that was added makes. The other tests are skipped. */
  end(): { ruling: Ruling; state: ScoreState | null };
}

/** Detail of a WRONG_ANSWER in which every test was accepted, but with too few points. */
export const PARTIAL = "PARTIAL";

export function createScorer(scoring: Scoring, tests: readonly NamedTest[]): Scorer {
  const isScored = scoring.mode === "SCORED";
  const maxScore = maxScoreOf(scoring) ?? 0;
  const { groups, placeOf } = createGroups(scoring, tests);
  let failed: Ruling | null = null;
  let failedOutside: Ruling | null = null;
  let stopped = false;

  const state = (): ScoreState | null => {
    if (!isScored) return null;
    const results = groups.map((group) => group.result(stopped));
    return { score: rounded(results.reduce((sum, { score }) => sum + (score ?? 0), 0)), maxScore, groups: results };
  };

  return {
    skips: (index) => stopped || (placeOf[index]?.group.isOver() ?? false),

    add(index, { verdict, detail, ...credit }) {
      const place = placeOf[index];
      const accepted = verdict === Verdict.ACCEPTED;
      const score = place ? { group: place.group.name, ...place.group.add(place.at, accepted, credit) } : null;
      if (accepted) return score;
      if (isScored && !place) failedOutside ??= { verdict, detail };
      else {
        failed ??= { verdict, detail };
        stopped ||= scoring.stopOnFirstFailure;
      }
      return score;
    },

    state,

    end() {
      stopped = true;
      const reached = state();
      const passes = reached ? reached.score >= (scoring.passingScore ?? maxScore) : failed === null;
      if (passes) return { ruling: { verdict: Verdict.ACCEPTED, detail: null }, state: reached };
      return { ruling: failed ?? failedOutside ?? { verdict: Verdict.WRONG_ANSWER, detail: PARTIAL }, state: reached };
    },
  };
}

interface Place {
  group: GroupState;
  /** Among the tests of the group. */
  at: number;
}

function createGroups(scoring: Scoring, tests: readonly NamedTest[]): { groups: GroupState[]; placeOf: (Place | null)[] } {
  const names: string[][] = scoring.groups.map(() => []);
  const places = groupIndexes(scoring.groups, tests).map((group, test) =>
    group === null ? null : { group, at: names[group]!.push(tests[test]!.name) - 1 },
  );
  const groups = scoring.groups.map((group, index) => createGroupState(group, testMaxima(group, names[index]!)));
  const byName = new Map(groups.map((group) => [group.name, group]));
  for (const [index, { requires }] of scoring.groups.entries()) groups[index]!.require(requires.map((name) => byName.get(name)));
  return { groups, placeOf: places.map((place) => place && { group: groups[place.group]!, at: place.at }) };
}
