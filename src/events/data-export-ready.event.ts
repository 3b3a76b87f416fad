import { reader } from "./parse.js";

/** The archive of an account's data can be downloaded. Written in the transaction that marks it as ready. */
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
