import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { count, id, instant } from "../../../../kernel/schemas.js";
import { DATA_EXPORT_STATUSES } from "./data-export.entity.js";

/** An export as read and published. */
const dataExport = z.object({
  id,
  status: z.enum(DATA_EXPORT_STATUSES),
  attempt: count,
  done: count,
  total: count,
  sizeBytes: count.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  expiresAt: instant.nullable(),
});

export type DataExportRow = z.infer<typeof dataExport>;

export const DATA_EXPORT_COLUMNS = `e.id, e.status, e.attempt, e.done, e.total, e.size_bytes as "sizeBytes", e.created_at as "createdAt",
  e.finished_at as "finishedAt", e.expires_at as "expiresAt"`;

/** By export. */
export const dataExportTopic = contract("data-export", dataExport);

export function isOver({ status }: DataExportRow): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}

export function isLaterExport(row: DataExportRow, than: DataExportRow): boolean {
  if (isOver(row) !== isOver(than)) return isOver(row);
  if (row.attempt !== than.attempt) return row.attempt > than.attempt;
  return row.done > than.done || (row.status !== than.status && row.status === "RUNNING") || row.total > than.total;
}

/** Key prefix of all archives. */
export const ARCHIVES = "exports/";

/** One object per attempt, so that attempts do not overwrite each other. */
export function archiveKey(exportId: string, attempt: number): string {
  return `${ARCHIVES}${exportId}/${attempt}.zip`;
}

/** Inverse of archiveKey. */
export const exportIdOf = (key: string): string => key.slice(ARCHIVES.length).split("/")[0]!;
