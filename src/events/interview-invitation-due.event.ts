import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { count, id } from "../kernel/schemas.js";

/** A participant gets a calendar mail about an interview: RFC 5546, REQUEST or CANCEL. */
export const interviewInvitationDue = contract(
  "interview.invitation-due",
  z.object({ interviewId: id, userId: id, sequence: count, method: z.enum(["REQUEST", "CANCEL"]) }),
);

export type InterviewInvitationDue = PayloadOf<typeof interviewInvitationDue>;
