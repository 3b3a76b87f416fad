/** Rules of one account. */
export const AVAILABILITY_MAX = 20;
export const RULE_MAX = 300;
/** Dates on which a rule does not apply. */
export const EXCEPTIONS_MAX = 100;
/** Times that one rule stands for. */
export const OCCURRENCES_MAX = 366;
/** UNTIL lies at most this long after the first time. */
export const RULE_DAYS_MAX = 732;
/** All times begin at such minutes, in every zone in use. */
export const GRID_MINUTES = 15;
export const WINDOW_MINUTES = { min: 30, max: 720 } as const;
/** Lengths of an interview. */
export const INTERVIEW_MINUTES = [30, 45, 60, 90] as const;
export type InterviewMinutes = (typeof INTERVIEW_MINUTES)[number];
/** How far ahead interviews are booked and matched. */
export const HORIZON_DAYS = 31;
export const MATCHING_DAYS = 14;
/** Between a match and the earliest start. */
export const MATCH_NOTICE_HOURS = 3;
/** A proposal that is not confirmed expires after this, and at the latest `CONFIRM_BEFORE_HOURS` before its start. */
export const CONFIRM_WITHIN_HOURS = 24;
export const CONFIRM_BEFORE_HOURS = 1;
export const HEADLINE_MAX = 200;
export const NOTICE_HOURS = { min: 1, max: 168 } as const;
export const TOPICS_MAX = 5;
export const LANGUAGES_MAX = 5;
export const LEVEL = { min: 1, max: 5 } as const;
/** A request ends without a partner after this. */
export const REQUEST_DAYS = 14;
/** Upcoming interviews of one account. */
export const UPCOMING_MAX = 20;
export const REASON_MAX = 500;
export const NOTES_MAX = 10_000;
export const COMMENT_MAX = 2000;
export const RUBRIC = { min: 1, max: 5 } as const;

/** One message of Yjs. Editors send about 30 bytes for a keystroke. */
export const UPDATE_MAX_BYTES = 32 * 1024;
/** All of one room. */
export const ROOM_MAX_BYTES = 4 * 1024 * 1024;
export const MESSAGE_MAX = 2000;
export const CURSOR_MAX_BYTES = 1024;
/** The room opens before the start, and stays open after the end. */
export const OPENS_MINUTES = 10;
export const CLOSES_MINUTES = 30;
/** Events after which a snapshot is made. */
export const SNAPSHOT_EVERY = 200;
