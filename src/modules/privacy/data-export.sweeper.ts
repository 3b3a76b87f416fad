import { MINUTE_MS } from "../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../platform/database.js";
import type { Logger } from "../../platform/logger.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import type { BackgroundWork } from "../module.js";
import { removeArchives } from "./data-export.job.js";

const PERIOD_MS = MINUTE_MS;
const BATCH = 20;

const OVER = `
  select id, attempt from data_exports where status = 'READY' and expires_at < now()
  order by expires_at limit ${BATCH} for update skip locked`;

/** Runs in every worker. Removes archives whose time is over, and a season later what is known of them. */
export function startExportSweeper({ db, storage, log }: { db: Database; storage: ObjectStorage; log: Logger }): BackgroundWork {
  const sweep = async () => {
    await db.em.fork().transactional(async (transaction) => {
      const em = transaction as EntityManager;
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
  const sweepQuietly = () => sweep().catch((error: unknown) => log.warn({ err: error }, "old archives will be looked for again"));
  let round: Promise<void> = sweepQuietly();
  const timer = setInterval(() => void (round = round.then(sweepQuietly)), PERIOD_MS);
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
