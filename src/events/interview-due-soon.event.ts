import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id, isoTime } from "../kernel/schemas.js";

/** A confirmed interview starts soon. */
export const interviewDueSoon = contract("interview.due-soon", z.object({ interviewId: id, startsAt: isoTime, hours: z.literal([1, 24]) }));

export type InterviewDueSoon = PayloadOf<typeof interviewDueSoon>;
