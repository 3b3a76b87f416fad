import { MINUTE_MS } from "../../../../kernel/units.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { removeArchives } from "./data-export.job.js";
import { ARCHIVES, exportIdOf } from "./data-export.rows.js";

const PERIOD_MS = MINUTE_MS;
const PERIOD_OF_LISTING_MS = 60 * MINUTE_MS;
const BATCH = 20;

const OVER = `
  select id, attempt from data_exports where status = 'READY' and expires_at < now()
  order by expires_at limit ${BATCH} for update skip locked`;

/** Runs in every worker. Removes expired archives, and rows of expired and failed exports after 90 days. */
export function startExportSweeper({ db, storage, log }: { db: Database; storage: ObjectStorage; log: Logger }): BackgroundWork {
  const sweep = async () => {
    await db.transaction(async (em) => {
      const over = await rows<{ id: string; attempt: number }>(em, OVER);
      if (over.length === 0) return;
      for (const one of over) await removeArchives(storage, one);
      await em.execute("update data_exports set status = 'EXPIRED' where id = any(?::uuid[])", [`{${over.map(({ id }) => id).join(",")}}`]);
      log.info({ count: over.length }, "archives removed");
    });
    await db.em
      .fork()
      .execute("delete from data_exports where status in ('EXPIRED', 'FAILED') and finished_at < now() - interval '90 days'");
  };
  /** Archives without a row: the account was deleted during the upload, and the worker died. */
  const sweepUnknown = async () => {
    const keys: string[] = [];
    for await (const { key } of storage.list(ARCHIVES)) if (isId(exportIdOf(key))) keys.push(key);
    // Queried after the listing: a row exists before its archive.
    const ids = [...new Set(keys.map(exportIdOf))];
    const known = await rows<{ id: string }>(db.em.fork(), "select id from data_exports where id = any(?::uuid[])", [`{${ids.join(",")}}`]);
    const knownIds = new Set(known.map(({ id }) => id));
    const unknown = keys.filter((key) => !knownIds.has(exportIdOf(key)));
    for (const key of unknown) await storage.remove(key);
    if (unknown.length > 0) log.info({ count: unknown.length }, "archives without a row removed");
  };
  let listAgainAt = 0;
  const sweepAll = async () => {
    await sweep();
    if (performance.now() < listAgainAt) return;
    await sweepUnknown();
    listAgainAt = performance.now() + PERIOD_OF_LISTING_MS;
  };
  return startRounds(sweepAll, { everyMs: PERIOD_MS, log, failure: "search for old archives failed; will be retried" });
}
