import { entitlementExpired } from "../../../events/entitlement-expired.event.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { rows, type Database } from "../../../platform/database/database.js";
import { startRounds } from "../../../platform/jobs/rounds.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../contracts/module.js";
import type { EntitlementsService } from "./entitlements.service.js";

const TICK_MS = 10 * SECOND_MS;
const BATCH = 100;

interface Dependencies {
  db: Database;
  log: Logger;
  entitlements: EntitlementsService;
}

/**
 * Runs in every worker. Expired grants have no effect from their time on, without this; it writes the event of each expiry, once, in the
 * transaction that marks the row.
 */
export function startExpiryRound({ db, log, entitlements }: Dependencies): BackgroundWork {
  const tellBatch = () =>
    db.transaction(async (tx) => {
      const ended = await rows<{ id: string; userId: string | null; key: string }>(
        tx,
        `update entitlements set expiry_told_at = now() where id in (
           select id from entitlements where expires_at <= now() and expires_at is not null and revoked_at is null and expiry_told_at is null
           order by expires_at limit ${BATCH} for update skip locked)
         returning id, user_id as "userId", key`,
      );
      for (const { id, userId, key } of ended) {
        if (!userId) continue;
        announce(tx, entitlementExpired, { entitlementId: id, userId, key });
        entitlements.changed(tx, userId);
      }
      return ended.length;
    });
  const round = async (closing: AbortSignal) => {
    while (!closing.aborted && (await tellBatch()) === BATCH);
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "expired entitlements not told; will be retried" });
}
