import { on, type EventHandler } from "../../../platform/outbox/outbox.js";
import type { Database } from "../../../platform/database/database.js";
import { awardAfter } from "./badges/award-badges.js";
import { recordPractice } from "./streaks/record-practice.js";
import { PRACTICE_SOURCES } from "./streaks/sources/sources.js";
import { XP_CAUSES } from "./xp/causes/causes.js";
import { settle } from "./xp/xp-ledger.js";

/**
 * One handler for each cause of XP and each source of practice. Each is one transaction with the badges that it earns. Nothing of this
 * is on the path of a verdict: the worker runs it after the event was committed with the verdict.
 */
export function motivationHandlers({ db }: { db: Database }): EventHandler[] {
  const causes = XP_CAUSES.map((cause) =>
    on(cause.event, `xp-${cause.kind}`, (event) =>
      db.transaction(async (em) => {
        const { userId } = event as { userId: string };
        if (await settle(em, cause.kind, () => cause.assess(em, event), userId)) await awardAfter(em, "xp", userId);
      }),
    ),
  );
  const sources = PRACTICE_SOURCES.map((source) =>
    on(source.event, `practice-${source.kind}`, (event) =>
      db.transaction(async (em) => {
        const practice = await source.read(em, event);
        if (practice && (await recordPractice(em, source.kind, practice))) await awardAfter(em, "practice", practice.userId);
      }),
    ),
  );
  return [...causes, ...sources];
}
