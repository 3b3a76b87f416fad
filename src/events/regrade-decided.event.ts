import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Staff of the class have accepted or declined a request for a regrade. */
export const regradeDecided = contract("regrade.decided", z.object({ requestId: id }));

export type RegradeDecided = PayloadOf<typeof regradeDecided>;
