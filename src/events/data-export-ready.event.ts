import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The archive of an account's data can be downloaded. Written in the transaction that marks it as ready. */
export const dataExportReady = contract("data-export.ready", z.object({ exportId: id, userId: id }));

export type DataExportReady = PayloadOf<typeof dataExportReady>;
