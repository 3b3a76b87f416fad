import { dataExportReady } from "../../../../events/data-export-ready.event.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { asDownload, type ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { record } from "../../../base/audit/record.js";
import type { NotificationKinds } from "../../../contracts/notification-kind.js";
import type { ExportPart, PersonalData, ExportReader } from "../../../contracts/personal-data.js";
import { writeArchive } from "./archive.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import { archiveKey, DATA_EXPORT_COLUMNS, dataExportTopic, type DataExportRow } from "./data-export.rows.js";

export const exportData = rowJob("export-data", "Writes the archive of an account's data.");

/** Named points where tests kill the worker. */
export type ExportCheckpoint = "export-before-upload" | "export-before-commit";

export interface ExportDependencies {
  db: Database;
  storage: ObjectStorage;
  pubSub: PubSub;
  log: Logger;
  env: { DATA_EXPORT_DAYS: number };
  /** From all modules. */
  personalData: readonly PersonalData[];
  kinds: NotificationKinds;
  checkpoint: (name: ExportCheckpoint) => void;
}

/** Several hours, including backoff. */
const MOST_ATTEMPTS = 30;
const TELL_MS = 400;

/**
 * Runs in the worker: counts, writes the archive, uploads it, commits. Reads page by page, one statement per page.
 * Idempotent, on any number of workers: a single archive remains, whichever worker dies.
 */
export function createExportWork(deps: ExportDependencies): Work {
  const { db, storage, pubSub, log, personalData, kinds, checkpoint } = deps;
  const fork = () => db.em.fork();

  const tell = async ({ id }: Claim) => {
    const [row] = await rows<DataExportRow>(fork(), `select ${DATA_EXPORT_COLUMNS} from data_exports e where e.id = ?`, [id]);
    // Not awaited: streams re-read the row.
    if (row) pubSub.publish(dataExportTopic, id, row).catch((error: unknown) => log.warn({ err: error }, "progress not published"));
  };

  return async (claim, keep) => {
    const { id, userId, attempt } = claim;
    await removeArchives(storage, { id, attempt: attempt - 1 });
    if (attempt > MOST_ATTEMPTS) return end(claim, "status = 'FAILED'");

    const parts: ExportPart[] = personalData.flatMap((module) => module.exports ?? []);
    const reader: ExportReader = { ownerId: userId, storage, kinds, rows: (sql, params) => rows(fork(), sql, params) };
    let total = 0;
    for (const part of parts) total += await part.count(reader);
    let done = 0;
    let toldAt = 0;
    const progress = async () => {
      toldAt = Date.now();
      await keep({ done, total });
      await tell(claim);
    };
    await progress();
    const archive = await writeArchive(parts, reader, async () => {
      done += 1;
      await (Date.now() - toldAt < TELL_MS ? keep() : progress());
    });
    try {
      await progress();
      checkpoint("export-before-upload");
      await storage.putStream(archiveKey(id, attempt), {
        content: archive.stream(),
        sizeBytes: archive.sizeBytes,
        contentType: "application/zip",
        contentDisposition: asDownload(`codequest-${new Date().toISOString().slice(0, 10)}.zip`),
      });
    } finally {
      await archive.close();
    }
    checkpoint("export-before-commit");
    await end(claim, "status = 'READY', size_bytes = ?, expires_at = now() + ? * interval '1 day'", [
      archive.sizeBytes,
      deps.env.DATA_EXPORT_DAYS,
    ]);
    log.info({ exportId: id, attempt, items: done, sizeBytes: archive.sizeBytes }, "data exported");
  };

  async function end(claim: Claim, outcome: string, params: readonly unknown[] = []): Promise<void> {
    const { id, userId, attempt } = claim;
    const isEnded = await db.transaction(async (tx) => {
      const [row] = await rows<{ status: string }>(
        tx,
        `update data_exports set ${outcome}, finished_at = now(), leased_until = null
         where id = ? and attempt = ? and status = 'RUNNING' returning status`,
        [...params, id, attempt],
      );
      if (row?.status === "READY") {
        announce(tx, dataExportReady, { exportId: id, userId });
        record(tx, { actorId: null, action: "data-export.ready", subject: { type: "data-export", id } });
      }
      tx.afterCommit(() => tell(claim));
      return row !== undefined;
    });
    // Another worker has claimed it, or the account and its exports were deleted.
    if (!isEnded) await storage.remove(archiveKey(id, attempt));
  }
}

/** Archives of all attempts up to this one. */
export async function removeArchives(storage: ObjectStorage, { id, attempt }: { id: string; attempt: number }): Promise<void> {
  for (let one = 1; one <= attempt; one++) await storage.remove(archiveKey(id, one));
}
