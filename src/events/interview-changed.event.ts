import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { count, id } from "../kernel/schemas.js";

export const INTERVIEW_CHANGES = ["PROPOSED", "CONFIRMED", "RESCHEDULED", "CANCELLED", "EXPIRED", "NO_SHOW"] as const;

/** An interview was proposed, or its time or status has changed. `sequence` is that of its calendar entry. */
export const interviewChanged = contract(
  "interview.changed",
  z.object({ interviewId: id, change: z.enum(INTERVIEW_CHANGES), actorId: id.nullable(), sequence: count }),
);

export type InterviewChanged = PayloadOf<typeof interviewChanged>;
export type InterviewChange = InterviewChanged["change"];
