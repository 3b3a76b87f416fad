import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An interview took place with this account. One for each participant. */
export const interviewHeld = contract("interview.held", z.object({ interviewId: id, userId: id }));

export type InterviewHeld = PayloadOf<typeof interviewHeld>;
