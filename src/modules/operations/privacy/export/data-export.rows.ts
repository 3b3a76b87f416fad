import { isId } from "../../../../kernel/ids.js";
import type { Topic } from "../../../../platform/redis/topics.js";
import { DATA_EXPORT_STATUSES, type DataExportStatus } from "./data-export.entity.js";

/** An export as read and published. */
export interface DataExportRow {
  id: string;
  status: DataExportStatus;
  attempt: number;
  done: number;
  total: number;
  sizeBytes: number | null;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

export const DATA_EXPORT_COLUMNS = `e.id, e.status, e.attempt, e.done, e.total, e.size_bytes as "sizeBytes", e.created_at as "createdAt",
  e.finished_at as "finishedAt", e.expires_at as "expiresAt"`;

/** By export. */
export const dataExportTopic: Topic<DataExportRow> = {
  name: "data-export",
  parse(payload) {
    const row = payload as DataExportRow;
    if (!isId(row?.id) || !DATA_EXPORT_STATUSES.includes(row.status)) throw new Error("not a data export");
    const date = (value: Date | null) => value && new Date(value);
    return { ...row, createdAt: new Date(row.createdAt), finishedAt: date(row.finishedAt), expiresAt: date(row.expiresAt) };
  },
};

export function isOver({ status }: DataExportRow): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}

export function isNewer(row: DataExportRow, than: DataExportRow): boolean {
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
