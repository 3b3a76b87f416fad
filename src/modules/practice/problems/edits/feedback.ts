/** What a learner sees of a failed submission: the author's choice for each problem. */
export const FEEDBACK = ["NOTHING", "VERDICT", "FIRST_DIFFERENCE", "EVERYTHING"] as const;
export type Feedback = (typeof FEEDBACK)[number];

/** What every problem had before there was a choice. */
export const DEFAULT_FEEDBACK: Feedback = "VERDICT";
