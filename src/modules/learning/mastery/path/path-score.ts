/** How good a problem is as the next step. Pure. */
import { logistic, logit } from "../model/features.js";
import { predict } from "../model/mastery-model.js";
import { rateOf, type States } from "../model/state.js";

export const REASONS = ["SUCCESS_IN_REACH", "LOW_MASTERY", "FADING", "UNFINISHED"] as const;
export type ReasonKind = (typeof REASONS)[number];

/** Shares of the score, which add up to 1. */
export const REASON_WEIGHTS: Readonly<Record<ReasonKind, number>> = {
  SUCCESS_IN_REACH: 0.5,
  LOW_MASTERY: 0.25,
  FADING: 0.15,
  UNFINISHED: 0.1,
};

/** Problems that the learner solves with such a probability are neither boring nor discouraging. */
export const TARGET = { from: 0.55, to: 0.85 };

/** Below this recall a topic counts as fading. */
export const FADED_BELOW = 0.9;

export interface Reason {
  kind: ReasonKind;
  topicId: string;
  /** The number that the reason is about: a probability, or 1. */
  value: number;
  weight: number;
  /** weight × degree of fulfilment; the score is their sum. */
  contribution: number;
}

/** What the model says of a topic. The same for all of its candidates, and too expensive to compute for each. */
export interface TopicEstimate {
  /** Share of correct answers of all learners. */
  rate: number;
  /** Probability that the learner's next answer is correct. */
  mastery: number;
}

export const estimateOf = (states: States): TopicEstimate => ({ rate: rateOf(states.topic), mastery: predict(states) });

export interface Candidate {
  estimate: TopicEstimate;
  topicId: string;
  /** Submissions of all learners to the problem. */
  submissions: number;
  accepted: number;
  attempted: boolean;
  /** Mean recall of the topic's cards; null without cards. */
  recall: number | null;
}

export interface Score {
  predictedSuccess: number;
  score: number;
  reasons: Reason[];
}

/** As if this many submissions had been accepted at the topic's rate. */
const PRIOR_SUBMISSIONS = 10;

/** The topic's probability, moved by how much harder or easier the problem is than the topic. */
export function predictedSuccess({ estimate: { rate, mastery }, submissions, accepted }: Candidate): number {
  const ofProblem = (accepted + PRIOR_SUBMISSIONS * rate) / (submissions + PRIOR_SUBMISSIONS);
  return logistic(logit(mastery) + logit(ofProblem) - logit(rate));
}

/** Reasons with a contribution of 0 are left out; the others are sorted, the greatest first. */
export function scoreOf(candidate: Candidate): Score {
  const { topicId, recall, attempted } = candidate;
  const { mastery } = candidate.estimate;
  const success = predictedSuccess(candidate);
  const reason = (kind: ReasonKind, value: number, degree: number): Reason => ({
    ...{ kind, topicId, value, weight: REASON_WEIGHTS[kind] },
    contribution: REASON_WEIGHTS[kind] * degree,
  });
  const reasons = [
    reason("SUCCESS_IN_REACH", success, inReach(success)),
    reason("LOW_MASTERY", mastery, 1 - mastery),
    ...(recall !== null ? [reason("FADING", recall, faded(recall))] : []),
    reason("UNFINISHED", 1, Number(attempted)),
  ]
    .filter(({ contribution }) => contribution > 0)
    .sort((a, b) => b.contribution - a.contribution);
  return { predictedSuccess: success, score: totalOf(candidate, success), reasons };
}

/** The score alone: thousands of candidates are compared, and reasons are needed of the few that are shown. */
export function totalOf({ estimate: { mastery }, recall, attempted }: Candidate, success: number): number {
  return (
    REASON_WEIGHTS.SUCCESS_IN_REACH * inReach(success) +
    REASON_WEIGHTS.LOW_MASTERY * (1 - mastery) +
    (recall === null ? 0 : REASON_WEIGHTS.FADING * faded(recall)) +
    REASON_WEIGHTS.UNFINISHED * Number(attempted)
  );
}

const faded = (recall: number) => (recall < FADED_BELOW ? 1 - recall : 0);

/** 1 inside of TARGET, falling to 0 at 0 and 1. */
export function inReach(success: number): number {
  if (success < TARGET.from) return success / TARGET.from;
  return success > TARGET.to ? (1 - success) / (1 - TARGET.to) : 1;
}
