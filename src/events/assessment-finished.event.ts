import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A candidate has finished, or the time of the candidate is over. */
export const assessmentFinished = contract("assessment.finished", z.object({ candidateId: id }));

export type AssessmentFinished = PayloadOf<typeof assessmentFinished>;
