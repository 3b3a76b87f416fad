import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A member's role in an organization changed. Written in the transaction of the change. */
export const organizationMemberRoleChanged = contract(
  "organization.member-role-changed",
  z.object({ organizationId: id, userId: id, from: z.string(), to: z.string() }),
);
