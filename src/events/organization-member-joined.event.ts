import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account became a member of an organization. Written in the transaction that adds it. The creator joins without this event. */
export const organizationMemberJoined = contract(
  "organization.member-joined",
  z.object({
    organizationId: id,
    userId: id,
    role: z.string(),
    /** CREATED, INVITATION, LINK, DOMAIN, IMPORT, and what comes later. */
    joinedBy: z.string(),
  }),
);

export type OrganizationMemberJoined = PayloadOf<typeof organizationMemberJoined>;
