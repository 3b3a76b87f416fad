import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The deletion of an organization was scheduled or cancelled. Written in the same transaction. */
export const organizationDeletionChanged = contract(
  "organization.deletion-changed",
  z.object({ organizationId: id, deletionId: id, change: z.enum(["SCHEDULED", "CANCELLED"]) }),
);

export type OrganizationDeletionChanged = PayloadOf<typeof organizationDeletionChanged>;
