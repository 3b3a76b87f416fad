import { MINUTE_MS } from "../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../platform/database.js";
import type { Logger } from "../../platform/logger.js";
import type { BackgroundWork } from "../module.js";
import { endExpiredImpersonations } from "./sessions.service.js";

const PERIOD_MS = 10 * MINUTE_MS;

/** What has ended is kept for a while, for whoever asks what happened; the audit log keeps the facts longer. */
const SWEEPS = [
  "delete from known_devices where last_used_at < now() - interval '1 year'",
  "delete from sessions where expires_at < now() - interval '30 days'",
  "delete from mailed_links where expires_at < now() - interval '7 days'",
  "delete from api_tokens where expires_at < now() - interval '90 days'",
] as const;

/** Runs in every worker; deleting what another has deleted does nothing. */
export function startIdentitySweeper({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  let round: Promise<void> = Promise.resolve();
  const sweep = async () => {
    // Before their rows go: what ends by time is recorded as well.
    await db.em.fork().transactional((em) => endExpiredImpersonations(em as EntityManager));
    for (const statement of SWEEPS) await rows(db.em.fork() as EntityManager, statement);
  };
  const timer = setInterval(() => {
    round = sweep().catch((error: unknown) => log.warn({ err: error }, "old sessions and links will be swept later"));
  }, PERIOD_MS);
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
