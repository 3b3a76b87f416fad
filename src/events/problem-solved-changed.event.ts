import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/**
 * An account has solved a problem for the first time, or a rejudge has taken its only accepted verdict away. Events may arrive out of
 * order: problem_viewer_status has the present state.
 */
export const problemSolvedChanged = contract("problem.solved-changed", z.object({ userId: id, problemId: id, submissionId: id }));

export type ProblemSolvedChanged = PayloadOf<typeof problemSolvedChanged>;
