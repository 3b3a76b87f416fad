import { rows, type Database } from "../../../platform/database/database.js";
import { startRounds } from "../../../platform/jobs/rounds.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { BackgroundWork } from "../../contracts/module.js";
import { uploadKey } from "./process-upload.job.js";
import type { Rendition } from "./stored-file.entity.js";

const PERIOD_MS = 10 * 60_000;
const BATCH = 100;

/** A day is enough to finish and use an upload. The rows of test data, packages and logos are removed when they are used. Attachments are never orphans. */
const ORPHANS = `
  select f.id, f.renditions from files f
  where f.created_at < now() - interval '1 day'
    and (f.status <> 'READY' or f.purpose in ('TEST_DATA', 'PROBLEM_PACKAGE', 'LOGO') or (f.purpose = 'AVATAR' and not exists (select from avatars a where a.file_id = f.id)))
  order by f.created_at limit ${BATCH} for update skip locked`;

/** Runs in the worker. Removes unfinished and unused files: first the objects, then the row that references them. */
export function startOrphanSweeper({ db, storage, log }: { db: Database; storage: ObjectStorage; log: Logger }): BackgroundWork {
  const sweep = () =>
    db.transaction(async (em) => {
      const orphans = await rows<{ id: string; renditions: Rendition[] }>(em, ORPHANS);
      if (orphans.length === 0) return;
      await Promise.all(orphans.flatMap((file) => keysOf(file).map((key) => storage.remove(key))));
      await em.execute(`delete from files where id = any(?::uuid[])`, [`{${orphans.map(({ id }) => id).join(",")}}`]);
      log.info({ count: orphans.length }, "orphaned files removed");
    });
  return startRounds(sweep, { everyMs: PERIOD_MS, log, failure: "search for orphaned files failed; will be retried" });
}

export function keysOf({ id, renditions }: { id: string; renditions: readonly Rendition[] }): string[] {
  return [uploadKey(id), ...renditions.map(({ key }) => key)];
}
