import { isId } from "../../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { removeOrganizationArchives } from "./organization-export.job.js";
import { ORGANIZATION_ARCHIVES } from "./organization-export.rows.js";

const OVER = `
  select id, attempt from organization_exports where status = 'READY' and expires_at < now()
  order by expires_at limit 20 for update skip locked`;

/** Runs in every worker. Removes expired archives, those of deleted organizations, and rows of expired and failed exports after 90 days. */
export function startOrganizationArchiveSweeper({
  db,
  storage,
  log,
}: {
  db: Database;
  storage: ObjectStorage;
  log: Logger;
}): BackgroundWork {
  const sweep = async () => {
    await db.transaction(async (em) => {
      for (const one of await rows<{ id: string; attempt: number }>(em, OVER)) {
        await removeOrganizationArchives(storage, one);
        await em.execute("update organization_exports set status = 'EXPIRED' where id = ?", [one.id]);
      }
    });
    await db.em
      .fork()
      .execute("delete from organization_exports where status in ('EXPIRED', 'FAILED') and finished_at < now() - interval '90 days'");
  };
  /** Archives without a row: the organization was deleted, or the worker died after the upload. */
  const sweepUnknown = async () => {
    const keys = new Map<string, string[]>();
    for await (const { key } of storage.list(ORGANIZATION_ARCHIVES)) {
      const id = key.slice(ORGANIZATION_ARCHIVES.length).split("/", 1)[0]!;
      if (isId(id)) keys.set(id, [...(keys.get(id) ?? []), key]);
    }
    // Queried after the listing: a row exists before its archive.
    const sql = "select id from organization_exports where id = any(?::uuid[])";
    const known = await rows<{ id: string }>(db.em.fork(), sql, [`{${[...keys.keys()].join(",")}}`]);
    for (const { id } of known) keys.delete(id);
    for (const key of [...keys.values()].flat()) await storage.remove(key);
  };
  let listAgainAt = 0;
  const sweepAll = async () => {
    await sweep();
    if (performance.now() < listAgainAt) return;
    await sweepUnknown();
    listAgainAt = performance.now() + HOUR_MS;
  };
  return startRounds(sweepAll, { everyMs: MINUTE_MS, log, failure: "search for old archives of organizations failed; will be retried" });
}
