/** How well a learner remembers a quiz, by FSRS from the attempts. Computed when read: the attempts are the reviews. Pure. */
import { newMemory, review, type CardMemory, type ReviewRating } from "./schedule.js";

export interface GradedAttempt {
  at: Date;
  /** Share of the points, 0 to 1. */
  share: number;
}

/** Shares from which an attempt counts as GOOD, and as HARD; below, as AGAIN. */
export const QUIZ_RATINGS = { good: 0.9, hard: 0.6 };

const ratingOf = (share: number): ReviewRating => (share >= QUIZ_RATINGS.good ? "GOOD" : share >= QUIZ_RATINGS.hard ? "HARD" : "AGAIN");

/** Attempts in any order, at least one. */
export function quizMemory(attempts: readonly GradedAttempt[], retention: number): CardMemory {
  const ordered = attempts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return ordered.reduce(
    (memory, { at, share }) => review(memory, ratingOf(share), at, { retention, steps: false }),
    newMemory(ordered[0]!.at),
  );
}
