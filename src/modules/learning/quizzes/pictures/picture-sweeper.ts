import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { pictureKey, QUESTION_PICTURES } from "./question-picture.entity.js";

const BATCH = 500;

/** Runs in the worker. Removes objects that no row refers to, a day after they were stored: of deleted banks and failed imports. */
export function startPictureSweeper({ db, storage, log }: { db: Database; storage: ObjectStorage; log: Logger }): BackgroundWork {
  const removeUnused = async (keys: readonly string[]) => {
    const ids = keys.map((key) => key.slice(QUESTION_PICTURES.length, QUESTION_PICTURES.length + 36));
    const sql = "select id from question_pictures where id::text = any(?::text[])";
    const used = await rows<{ id: string }>(db.em.fork(), sql, [`{${ids.map((id) => JSON.stringify(id)).join(",")}}`]);
    const kept = new Set(used.map(({ id }) => pictureKey(id)));
    for (const key of keys) if (!kept.has(key)) await storage.remove(key);
  };
  const sweep = async () => {
    let keys: string[] = [];
    for await (const { key, changedAt } of storage.list(QUESTION_PICTURES)) {
      if (changedAt.getTime() < Date.now() - DAY_MS) keys.push(key);
      if (keys.length < BATCH) continue;
      await removeUnused(keys);
      keys = [];
    }
    if (keys.length > 0) await removeUnused(keys);
  };
  return startRounds(sweep, { everyMs: HOUR_MS, log, failure: "unused pictures of questions not removed; will be retried" });
}
