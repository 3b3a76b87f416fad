import { NO_ID } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds, type Rounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { award } from "./award-badges.js";
import type { BadgeRule } from "./badge-rule.js";
import { BADGES } from "./badges.js";

/** Accounts per transaction. */
const BATCH = 500;

interface Sweep {
  db: Database;
  rules?: readonly BadgeRule[];
  batch?: number;
}

/**
 * Evaluates badges for accounts that had reached the goal before the badge existed: once per badge, in batches, each one transaction.
 * Any number of workers: a badge is locked while a batch is evaluated. Returns false when nothing is left.
 */
export async function sweepBadges({ db, rules = BADGES, batch = BATCH }: Sweep): Promise<boolean> {
  return db.transaction(async (em) => {
    const values = rules.map(({ name }) => `('${name}', '${NO_ID}'::uuid)`).join(", ");
    await em.execute(`insert into badge_sweeps (badge, after) values ${values} on conflict do nothing`);
    const [next] = await rows<{ badge: string; after: string }>(
      em,
      `select badge, after from badge_sweeps where finished_at is null and badge = any(?::text[]) order by badge limit 1 for update skip locked`,
      [`{${rules.map(({ name }) => name).join(",")}}`],
    );
    const rule = rules.find(({ name }) => name === next?.badge);
    if (!next || !rule) return false;
    const users = await rows<{ id: string }>(
      em,
      `select id from (select user_id as id from xp_totals union select user_id from streaks) a where id > ? order by id limit ?`,
      [next.after, batch],
    );
    const ids = users.map(({ id }) => id);
    await award(em, [rule], ids);
    const last = ids.length === batch ? ids.at(-1) : undefined;
    // What is finished keeps no account's id: that account may be deleted.
    await em.execute("update badge_sweeps set after = ?::uuid, finished_at = case when ? then now() end where badge = ?", [
      last ?? NO_ID,
      last === undefined,
      rule.name,
    ]);
    return true;
  });
}

/** Runs in the worker. */
export function startBadgeSweep({ db, log }: { db: Database; log: Logger }): Rounds {
  const round = async (signal: AbortSignal) => {
    while (!signal.aborted && (await sweepBadges({ db })));
  };
  return startRounds(round, { everyMs: 10 * MINUTE_MS, log, failure: "badges not evaluated; will be retried" });
}
