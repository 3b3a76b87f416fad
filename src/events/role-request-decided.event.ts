import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A role request was decided, finally. Written in the transaction of the decision, together with the new role. */
export const roleRequestDecided = contract(
  "role-request.decided",
  z.object({
    requestId: id,
    userId: id,
    /** The requested role. */
    role: z.string(),
    approved: z.boolean(),
  }),
);

export type RoleRequestDecided = PayloadOf<typeof roleRequestDecided>;
