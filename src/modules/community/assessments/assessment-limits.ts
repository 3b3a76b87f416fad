import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../kernel/units.js";

export const ASSESSMENT_STATUSES = ["DRAFT", "PUBLISHED", "ARCHIVED"] as const;
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number];

/** What candidates learn of their code while they work. */
export const ASSESSMENT_FEEDBACK = ["NOTHING", "VERDICTS"] as const;
export type AssessmentFeedback = (typeof ASSESSMENT_FEEDBACK)[number];

export const ASSESSMENT_LIMITS = {
  title: 200,
  instructions: 20_000,
  items: 50,
  /** Problems that one item draws from. */
  pool: 50,
  /** Problems that one item draws. */
  draw: 20,
  /** Problems and quizzes of one candidate. */
  tasks: 100,
  points: 1000,
  timeLimitMs: { min: MINUTE_MS, max: DAY_MS },
  candidates: 2000,
  /** Of one call. */
  invited: 100,
  name: 100,
  /** Of the time limit. */
  timePercent: { min: 100, max: 400 },
  breakMs: 4 * HOUR_MS,
  /** Characters of autosaved code. */
  code: 200_000,
  submissionsPerTask: 100,
  /** Answers of one call. */
  answers: 200,
} as const;

/** After the deadline, what is on the way is still accepted for this long. */
export const GRACE_MS = 5 * SECOND_MS;

/** How long a link of an invitation works. */
export const LINK_DAYS = 30;
/** How long a session of a candidate lasts; the link opens another one. */
export const SESSION_DAYS = 7;
/** Sessions of a candidate that live at a time. */
export const SESSIONS_MAX = 10;

export const SIGNAL_LIMITS = {
  /** Signals of one call. */
  batch: 100,
  /** Signals of a sitting that are kept; more are only counted. */
  sitting: 5000,
  callsPerMinute: 30,
  key: 64,
  chars: 10_000_000,
  durationMs: DAY_MS,
} as const;
