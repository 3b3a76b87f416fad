import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Written in the transaction that creates it. `userId` is its first owner. */
export const organizationCreated = contract("organization.created", z.object({ organizationId: id, userId: id }));
