import { DAY_MS } from "../../../../kernel/units.js";

export const QUIZ_STATUSES = ["DRAFT", "PUBLISHED", "ARCHIVED"] as const;
export type QuizStatus = (typeof QUIZ_STATUSES)[number];

/** When learners see solutions. */
export const REVEALS = ["AFTER_ATTEMPT", "AFTER_DEADLINE", "NEVER"] as const;
export type Reveal = (typeof REVEALS)[number];

export const QUIZ_LIMITS = {
  slug: 80,
  title: 200,
  description: 20_000,
  items: 200,
  draw: 100,
  /** Questions of one attempt. */
  questions: 200,
  /** A week. */
  timeLimitMs: 7 * DAY_MS,
  attempts: 1000,
  cooldownMs: 20 * DAY_MS,
} as const;
