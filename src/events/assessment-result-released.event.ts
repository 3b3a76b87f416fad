import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A candidate may see the result now. */
export const assessmentResultReleased = contract("assessment.result-released", z.object({ candidateId: id, mailId: id }));

export type AssessmentResultReleased = PayloadOf<typeof assessmentResultReleased>;
