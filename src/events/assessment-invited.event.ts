import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Someone gets a link to an assessment, for the first time or again. `mailId` is new each time. */
export const assessmentInvited = contract("assessment.invited", z.object({ candidateId: id, mailId: id }));

export type AssessmentInvited = PayloadOf<typeof assessmentInvited>;
