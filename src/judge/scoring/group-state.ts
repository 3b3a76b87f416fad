import type { GroupResult } from "./group-result.js";
import { rounded, type Aggregation, type TestGroup } from "./scoring.js";

/** Points of one test as the checker gave them; see CheckResult. */
export interface Credit {
  points?: number | null;
  share?: number | null;
}

export interface GroupState {
  readonly name: string;
  /** Its points depend on these groups. One that does not exist is never passed. Called before everything else. */
  require(groups: readonly (GroupState | undefined)[]): void;
  /** Calls `listener` once, when it is known that the group will not be passed. */
  onMissed(listener: () => void): void;
  /** A test was run. */
  add(place: number, accepted: boolean, credit: Credit): { score: number; maxScore: number };
  /** None of its tests needs to be run any more. */
  isOver(): boolean;
  /** `judgingEnded`: no more tests will be run. */
  result(judgingEnded: boolean): GroupResult;
}

/** `maxima`: the most that each of its tests can have. A test is known by its place among them. */
export function createGroupState(group: TestGroup, maxima: readonly number[]): GroupState {
  const { name, maxScore, aggregation, rejectedScore, stopOnFirstFailure } = group;
  /** A test that is not run counts as a rejected one. */
  const scores = maxima.map((most) => Math.min(rejectedScore, most));
  const testsTotal = maxima.length;
  let required: readonly (GroupState | undefined)[] = [];
  let testsFinished = 0;
  let testsPassed = 0;
  let stopped = false;
  let blocked = false;
  let missed = testsTotal === 0;
  let listeners: (() => void)[] = [];
  let final: GroupResult | undefined;

  const miss = () => {
    missed = true;
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  };
  const block = () => {
    blocked = true;
    miss();
  };
  const isOver = () => stopped || blocked || testsFinished === testsTotal;
  const isWaiting = () => required.some((one) => one?.result(false).status === "PENDING");

  const resultNow = (judgingEnded: boolean): GroupResult => {
    const over = judgingEnded || isOver();
    const testsSkipped = over ? testsTotal - testsFinished : 0;
    const result = (status: GroupResult["status"], score: number | null) => ({
      ...{ name, status, score, maxScore, testsTotal, testsFinished, testsPassed, testsSkipped },
    });
    if (blocked || testsTotal === 0 || (judgingEnded && testsFinished === 0)) return result("SKIPPED", 0);
    if (!over || (!judgingEnded && isWaiting())) return result("PENDING", null);
    const score = rounded(Math.min(maxScore, aggregate(aggregation, scores, maxScore)));
    return result(testsPassed === testsTotal ? "PASSED" : "FAILED", score);
  };

  return {
    name,
    isOver,

    require(groups) {
      required = groups;
      for (const one of groups) {
        if (one) one.onMissed(block);
        else block();
      }
    },

    onMissed(listener) {
      if (missed) listener();
      else listeners.push(listener);
    },

    add(place, accepted, credit) {
      const most = maxima[place]!;
      const score = scoreOf(accepted, credit, scores[place]!, most);
      scores[place] = score;
      testsFinished++;
      if (accepted) testsPassed++;
      else {
        stopped ||= stopOnFirstFailure && nothingIsLeft(aggregation, score, rejectedScore);
        miss();
      }
      return { score: rounded(score), maxScore: rounded(most) };
    },

    result(judgingEnded) {
      if (final) return final;
      const now = resultNow(judgingEnded);
      if (now.status !== "PENDING") final = now;
      return now;
    },
  };
}

/** A share counts for rejected tests too. */
function scoreOf(accepted: boolean, { points, share }: Credit, rejectedScore: number, most: number): number {
  const given = share != null ? share * most : accepted ? (points ?? most) : rejectedScore;
  return Math.min(most, Math.max(rejectedScore, given));
}

/** After a failed test with this score. A SUM could still grow, but not in a group that stops. */
function nothingIsLeft(aggregation: Aggregation, score: number, rejectedScore: number): boolean {
  switch (aggregation) {
    case "SUM":
      return true;
    case "MIN":
      return score <= rejectedScore;
    case "PRODUCT":
      return score === 0;
  }
}

function aggregate(aggregation: Aggregation, scores: readonly number[], maxScore: number): number {
  switch (aggregation) {
    case "SUM":
      return scores.reduce((sum, score) => sum + score, 0);
    case "MIN":
      return Math.min(...scores);
    case "PRODUCT":
      return maxScore === 0 ? 0 : scores.reduce((product, score) => (product * score) / maxScore, maxScore);
  }
}
