import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The deletion of an account was scheduled or cancelled. Written in the same transaction. */
export const accountDeletionChanged = contract(
  "account.deletion-changed",
  z.object({ userId: id, deletionId: id, change: z.enum(["SCHEDULED", "CANCELLED"]) }),
);

export type AccountDeletionChanged = PayloadOf<typeof accountDeletionChanged>;
