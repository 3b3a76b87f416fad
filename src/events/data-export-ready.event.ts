import { reader } from "./parse.js";

/** The archive of an account's data can be fetched. Written in the transaction that says so. */
export interface DataExportReady {
  exportId: string;
  userId: string;
}

export const dataExportReady = {
  name: "data-export.ready",
  parse(payload: unknown): DataExportReady {
    const read = reader(payload, "data-export.ready");
    return { exportId: read.id("exportId"), userId: read.id("userId") };
  },
};
