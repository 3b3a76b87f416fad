/** What AI is asked for. */
export const AI_KINDS = ["REVIEW", "HINT", "EXPLANATION", "SUMMARY", "QUIZ_DRAFT", "PATH", "PROOFREADING"] as const;
export type AiKind = (typeof AI_KINDS)[number];

export const AI_STATUSES = ["QUEUED", "RUNNING", "FINISHED", "FAILED", "CANCELLED"] as const;
export type AiStatus = (typeof AI_STATUSES)[number];

export const AI_FAILURES = ["UNAVAILABLE", "REFUSED", "INCOMPLETE", "INVALID_ANSWER", "WITHHELD"] as const;
export type AiFailureCode = (typeof AI_FAILURES)[number];

export const isFinal = (status: AiStatus): boolean => status !== "QUEUED" && status !== "RUNNING";
