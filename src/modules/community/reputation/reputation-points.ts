export const REPUTATION_REASONS = ["UPVOTED", "DOWNVOTED", "ANSWER_ACCEPTED", "ACCEPTED_ANSWER"] as const;
export type ReputationReason = (typeof REPUTATION_REASONS)[number];

/** Points of Stack Exchange as of November 2026 (stackoverflow.com/help/whats-reputation): votes on questions and answers count the same. */
export const REPUTATION_POINTS: Readonly<Record<ReputationReason, number>> = {
  UPVOTED: 10,
  DOWNVOTED: -2,
  /** For the author of the answer. */
  ANSWER_ACCEPTED: 15,
  /** For the one who asked. */
  ACCEPTED_ANSWER: 2,
};
