import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Members in one event. */
export const MEMBERS_TOLD_AT_ONCE = 500;

/**
 * An organization was deleted with its data. Written in the transaction that deletes its row, once for each 500 members, as nothing else
 * knows them afterwards.
 */
export const organizationDeleted = contract(
  "organization.deleted",
  z.object({
    organizationId: id,
    name: z.string(),
    /** The first event of an organization is 0. */
    part: z.int().min(0),
    /** Members until then. */
    userIds: z.array(id).max(MEMBERS_TOLD_AT_ONCE),
  }),
);

export type OrganizationDeleted = PayloadOf<typeof organizationDeleted>;
