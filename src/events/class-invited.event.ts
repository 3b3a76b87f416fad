import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A roster names an address without an account. The row of the invitation has the address. */
export const classInvited = contract("class.invited", z.object({ invitationId: id }));
