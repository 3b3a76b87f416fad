import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The archive of an organization can be downloaded. `userId` asked for it. Written in the transaction that marks it as ready. */
export const organizationExportReady = contract("organization.export-ready", z.object({ exportId: id, organizationId: id, userId: id }));

export type OrganizationExportReady = PayloadOf<typeof organizationExportReady>;
