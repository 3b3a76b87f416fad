import * as z from "zod";

/** OPEN: the candidate works or has a break. FINISHED: the judge or staff still have to grade something. GRADED: the score is final. */
export const SITTING_STATUSES = ["OPEN", "FINISHED", "GRADED"] as const;
export type SittingStatus = (typeof SITTING_STATUSES)[number];

/** As candidates and authors see it. */
export const CANDIDATE_STATUSES = ["NOT_STARTED", "OPEN", "BREAK", "FINISHED", "GRADED"] as const;
export type CandidateStatus = (typeof CANDIDATE_STATUSES)[number];

export const SITTING_ENDS = ["CANDIDATE", "DEADLINE", "AUTHOR"] as const;
export type SittingEnd = (typeof SITTING_ENDS)[number];

/** What an answer earned: a share of its points. `comment` is Markdown of staff. */
export const answerOutcome = z.object({ share: z.number(), points: z.number(), comment: z.string().optional() });
export type AnswerOutcome = z.infer<typeof answerOutcome>;
