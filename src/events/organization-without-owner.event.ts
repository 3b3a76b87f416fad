import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The last owner's account was deleted and nobody could take over: the organization is suspended, and admins decide. */
export const organizationWithoutOwner = contract("organization.without-owner", z.object({ organizationId: id }));

export type OrganizationWithoutOwner = PayloadOf<typeof organizationWithoutOwner>;
