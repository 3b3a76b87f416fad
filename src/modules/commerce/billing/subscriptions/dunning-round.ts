import { subscriptionChanged } from "../../../../events/subscription-changed.event.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { graceDays } from "../billing-settings.js";
import { applySubscription, type EffectServices } from "./subscription-effects.js";

const TICK_MS = 10 * SECOND_MS;
const BATCH = 50;
/** As Stripe's own event of it. */
const TRIAL_NOTICE = "interval '3 days'";

interface Dependencies {
  db: Database;
  log: Logger;
  settings: Settings;
  services: EffectServices;
}

/** What comes with the time, at Stripe or not: the end of grace periods, and the notice before a trial ends. Returns how many. */
export function dunningRound({ db, settings, services }: Omit<Dependencies, "log">): Promise<number> {
  return db.transaction(async (tx) => {
    const suspended = await take(
      tx,
      "state = 'SUSPENDED', updated_at = now()",
      `state = 'PAST_DUE' and grace_until <= now() order by grace_until`,
    );
    for (const { id } of suspended) {
      await applySubscription(tx, id, settings.get(graceDays), services);
      announce(tx, subscriptionChanged, { subscriptionId: id, news: "SUSPENDED" });
    }
    const ending = await take(
      tx,
      "trial_told_at = now()",
      `state = 'TRIALING' and trial_told_at is null and trial_ends_at <= now() + ${TRIAL_NOTICE} order by trial_ends_at`,
    );
    for (const { id } of ending) announce(tx, subscriptionChanged, { subscriptionId: id, news: "TRIAL_ENDING" });
    return suspended.length + ending.length;
  });
}

const take = (tx: Transaction, change: string, due: string) =>
  rows<{ id: string }>(
    tx,
    `update subscriptions set ${change} where id in (select id from subscriptions where ${due} limit ${BATCH} for update skip locked) returning id`,
  );

/** Runs in every worker. */
export function startDunningRounds({ log, ...given }: Dependencies): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    while (!closing.aborted && (await dunningRound(given)) >= BATCH);
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "ends of grace periods not handled; will be retried" });
}
