import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account has tried a problem for the first time, has solved it, or has lost the solution by a rejudging. */
export const problemStatusChanged = contract("problem-status.changed", z.object({ userId: id, problemId: id, solved: z.boolean() }));

export type ProblemStatusChanged = PayloadOf<typeof problemStatusChanged>;
