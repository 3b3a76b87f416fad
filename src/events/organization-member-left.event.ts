import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A membership ended. Written in the transaction that removes it. */
export const organizationMemberLeft = contract(
  "organization.member-left",
  z.object({
    organizationId: id,
    userId: id,
    /** Of the membership, to tell several apart. */
    memberId: id,
    /** LEFT by themselves, REMOVED by somebody who runs the organization, DELETED with the account. */
    how: z.enum(["LEFT", "REMOVED", "DELETED"]),
  }),
);

export type OrganizationMemberLeft = PayloadOf<typeof organizationMemberLeft>;
