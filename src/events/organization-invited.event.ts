import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An address is to be told of an invitation, for the first time or again. The row of the invitation has the address. */
export const organizationInvited = contract(
  "organization.invited",
  z.object({
    invitationId: id,
    /** Another one each time. */
    mailId: id,
  }),
);

export type OrganizationInvited = PayloadOf<typeof organizationInvited>;
