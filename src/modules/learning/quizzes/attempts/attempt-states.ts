import * as z from "zod";
import { SECOND_MS } from "../../../../kernel/units.js";

/** SUBMITTED: no more answers, but the judge or staff still have to grade some. GRADED: the score is final. */
export const ATTEMPT_STATUSES = ["OPEN", "SUBMITTED", "GRADED"] as const;
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];

export const ATTEMPT_ENDS = ["LEARNER", "DEADLINE"] as const;
export type AttemptEnd = (typeof ATTEMPT_ENDS)[number];

/** After the deadline, answers that are on the way are still accepted for this long. */
export const GRACE_MS = 5 * SECOND_MS;

/** What an answer earned. `share` is before the penalty, `points` after it. `comment` is Markdown of staff. */
export const outcome = z.object({ share: z.number(), points: z.number(), comment: z.string().optional() });
export type Outcome = z.infer<typeof outcome>;
