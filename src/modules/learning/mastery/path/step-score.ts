/** How good a lesson or a quiz is as the next step. Scores are comparable with those of problems (path-score.ts). Pure. */
import { FADED_BELOW, inReach, REASONS, type TopicEstimate } from "./path-score.js";

export const STEP_REASONS = [...REASONS, "NEXT_IN_TRACK"] as const;
export type StepReasonKind = (typeof STEP_REASONS)[number];

export const STEP_KINDS = ["PROBLEM", "LESSON", "QUIZ"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Of each kind of step, shares of the score, which add up to 1. */
export const LESSON_WEIGHTS = { NEXT_IN_TRACK: 0.5, LOW_MASTERY: 0.4, UNFINISHED: 0.1 };
export const QUIZ_WEIGHTS = { FADING: 0.5, SUCCESS_IN_REACH: 0.25, LOW_MASTERY: 0.15, UNFINISHED: 0.1 };

/** Lessons are offered for topics that the learner has practised and whose mastery is below this. */
export const WEAK_BELOW = 0.6;

export interface StepReason {
  kind: StepReasonKind;
  value: number;
  weight: number;
  contribution: number;
  topicId: string | null;
  trackId: string | null;
}

export interface NextStep {
  kind: StepKind;
  /** Of the problem, lesson or quiz. */
  id: string;
  topicId: string | null;
  predictedSuccess: number | null;
  score: number;
  reasons: StepReason[];
}

export interface StepTopic {
  topicId: string;
  estimate: TopicEstimate;
  recall: number | null;
}

export interface LessonCandidate {
  id: string;
  trackId: string;
  /** Share of the track's lessons that are complete, if this is the next one of a track that the learner takes. */
  trackShare: number | null;
  started: boolean;
  /** Of its topics, the one with the lowest mastery. */
  topic: StepTopic | null;
}

export function lessonStep({ id, trackId, trackShare, started, topic }: LessonCandidate): NextStep {
  const about = { topicId: topic?.topicId ?? null, trackId: null };
  const mastery = topic?.estimate.mastery ?? 1;
  return step("LESSON", id, null, about.topicId, [
    reason("NEXT_IN_TRACK", trackShare ?? 0, LESSON_WEIGHTS.NEXT_IN_TRACK, trackShare === null ? 0 : 1, { topicId: null, trackId }),
    reason("LOW_MASTERY", mastery, LESSON_WEIGHTS.LOW_MASTERY, 1 - mastery, about),
    reason("UNFINISHED", 1, LESSON_WEIGHTS.UNFINISHED, Number(started), { topicId: null, trackId }),
  ]);
}

export interface QuizCandidate {
  id: string;
  /** An attempt is open. */
  started: boolean;
  /** Of its topics, the one with the lowest recall. */
  topic: StepTopic & { recall: number };
}

export function quizStep({ id, started, topic: { topicId, estimate, recall } }: QuizCandidate): NextStep {
  const { mastery } = estimate;
  const about = { topicId, trackId: null };
  return step("QUIZ", id, mastery, topicId, [
    reason("FADING", recall, QUIZ_WEIGHTS.FADING, recall < FADED_BELOW ? 1 - recall : 0, about),
    reason("SUCCESS_IN_REACH", mastery, QUIZ_WEIGHTS.SUCCESS_IN_REACH, inReach(mastery), about),
    reason("LOW_MASTERY", mastery, QUIZ_WEIGHTS.LOW_MASTERY, 1 - mastery, about),
    reason("UNFINISHED", 1, QUIZ_WEIGHTS.UNFINISHED, Number(started), about),
  ]);
}

/** What to repeat: recall is the only reason. */
export function reviewStep(kind: StepKind, id: string, topicId: string | null, recall: number): NextStep {
  return step(kind, id, null, topicId, [reason("FADING", recall, 1, 1 - recall, { topicId, trackId: null })]);
}

/** At most a third of the steps are of one kind and `mostOfTopic` of one topic, unless there are too few others. Sorted by score. */
export function mixed(steps: readonly NextStep[], first: number, mostOfTopic: number): NextStep[] {
  const best = bestFirst(steps);
  const [kinds, topics] = [new Map<string, number>(), new Map<string, number>()];
  const taken = best.filter(({ kind, topicId }) => {
    const [ofKind, ofTopic] = [kinds.get(kind) ?? 0, topicId === null ? 0 : (topics.get(topicId) ?? 0)];
    if (ofKind >= Math.ceil(first / 3) || ofTopic >= mostOfTopic) return false;
    kinds.set(kind, ofKind + 1);
    if (topicId !== null) topics.set(topicId, ofTopic + 1);
    return true;
  });
  const left = best.filter((one) => !taken.includes(one));
  return bestFirst([...taken, ...left].slice(0, first));
}

/** Equal scores in a fixed order. */
export const bestFirst = (steps: readonly NextStep[]): NextStep[] => steps.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));

type About = Pick<StepReason, "topicId" | "trackId">;

const reason = (kind: StepReasonKind, value: number, weight: number, degree: number, about: About): StepReason => ({
  ...{ kind, value, weight, contribution: weight * degree },
  ...about,
});

function step(kind: StepKind, id: string, predictedSuccess: number | null, topicId: string | null, all: StepReason[]): NextStep {
  const reasons = all.filter(({ contribution }) => contribution > 0).sort((a, b) => b.contribution - a.contribution);
  return { kind, id, topicId, predictedSuccess, score: reasons.reduce((sum, { contribution }) => sum + contribution, 0), reasons };
}
