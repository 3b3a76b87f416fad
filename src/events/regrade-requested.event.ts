import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A learner asks for another look at a grade. */
export const regradeRequested = contract("regrade.requested", z.object({ requestId: id }));

export type RegradeRequested = PayloadOf<typeof regradeRequested>;
