import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A participant has rated the other one. */
export const interviewFeedbackGiven = contract("interview.feedback-given", z.object({ interviewId: id, toId: id }));

export type InterviewFeedbackGiven = PayloadOf<typeof interviewFeedbackGiven>;
