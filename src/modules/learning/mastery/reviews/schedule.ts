/** FSRS-6 by the package ts-fsrs: https://github.com/open-spaced-repetition/ts-fsrs. Pure. */
import { DAY_MS } from "../../../../kernel/units.js";
import { forgetting_curve, fsrs, generatorParameters, Rating, State, type Card, type Grade } from "ts-fsrs";

export const REVIEW_RATINGS = ["AGAIN", "HARD", "GOOD", "EASY"] as const;
export type ReviewRating = (typeof REVIEW_RATINGS)[number];

export const CARD_STATES = ["NEW", "LEARNING", "REVIEW", "RELEARNING"] as const;
export type CardState = (typeof CARD_STATES)[number];

/** What the scheduler knows of a card. */
export interface CardMemory {
  state: CardState;
  dueAt: Date;
  /** Days until the probability of recall falls to 90 %; 0 for a new card. */
  stability: number;
  /** 1 to 10; 0 for a new card. */
  difficulty: number;
  scheduledDays: number;
  learningStep: number;
  repetitions: number;
  lapses: number;
  lastReviewAt: Date | null;
}

export function newMemory(at: Date): CardMemory {
  const none = { stability: 0, difficulty: 0, scheduledDays: 0, learningStep: 0, repetitions: 0, lapses: 0 };
  return { state: "NEW", dueAt: at, ...none, lastReviewAt: null };
}

/** Bounds of the probability of recall at which a card becomes due. */
export const RETENTION = { min: 0.8, max: 0.97, default: 0.9 };

export interface Schedule {
  retention: number;
  /**
   * Steps of 1 and 10 minutes for new and forgotten cards, as in the published vectors. Verdicts are scheduled without them: nobody
   * solves the same problem again after ten minutes.
   */
  steps: boolean;
}

const GRADES: Readonly<Record<ReviewRating, Grade>> = {
  AGAIN: Rating.Again,
  HARD: Rating.Hard,
  GOOD: Rating.Good,
  EASY: Rating.Easy,
};
const STATES: Readonly<Record<CardState, State>> = {
  NEW: State.New,
  LEARNING: State.Learning,
  REVIEW: State.Review,
  RELEARNING: State.Relearning,
};

/** The card after a review at this time. Without random fuzz, so that equal reviews give equal times. */
export function review(memory: CardMemory, rating: ReviewRating, at: Date, { retention, steps }: Schedule): CardMemory {
  const scheduler = fsrs(generatorParameters({ request_retention: retention, enable_fuzz: false, enable_short_term: steps }));
  const { card } = scheduler.next(toCard(memory), at, GRADES[rating]);
  return {
    state: CARD_STATES[card.state]!,
    dueAt: new Date(card.due),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningStep: card.learning_steps,
    repetitions: card.reps,
    lapses: card.lapses,
    lastReviewAt: at,
  };
}

function toCard(memory: CardMemory): Card {
  return {
    due: memory.dueAt,
    stability: memory.stability,
    difficulty: memory.difficulty,
    elapsed_days: 0,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.learningStep,
    reps: memory.repetitions,
    lapses: memory.lapses,
    state: STATES[memory.state],
    ...(memory.lastReviewAt && { last_review: memory.lastReviewAt }),
  };
}

const { w: PARAMETERS } = generatorParameters();

/** Probability that the learner recalls it at this time; null for a new card. */
export function recallAt({ stability, lastReviewAt }: Pick<CardMemory, "stability" | "lastReviewAt">, now: Date): number | null {
  if (!lastReviewAt || stability <= 0) return null;
  return forgetting_curve(PARAMETERS, Math.max(0, now.getTime() - lastReviewAt.getTime()) / DAY_MS, stability);
}

/** Of all that are not new; null without one. */
export function meanRecall(cards: readonly Pick<CardMemory, "stability" | "lastReviewAt">[], now: Date): number | null {
  const recalls = cards.flatMap((card) => recallAt(card, now) ?? []);
  return recalls.length === 0 ? null : recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
