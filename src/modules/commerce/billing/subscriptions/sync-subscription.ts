import { subscriptionChanged } from "../../../../events/subscription-changed.event.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { isMissingAtStripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { readFresh } from "../../payments/stripe/fresh-read.js";
import { graceDays } from "../billing-settings.js";
import { applySubscription, type EffectServices } from "./subscription-effects.js";
import { factsOf, fingerprintOf, SUBSCRIPTION_EXPAND, type SubscriptionFacts } from "./subscription-facts.js";
import { newsOf, stateOf, type SubscriptionState } from "./subscription-state.js";

/** Reads a subscription at Stripe and writes its state. False if it is of no customer of ours. */
export type SyncSubscription = (stripeId: string) => Promise<boolean>;

interface Dependencies {
  db: Database;
  stripe: StripeGateway;
  settings: Settings;
  services: EffectServices;
}

interface Before {
  id: string;
  state: SubscriptionState;
  stripeStatus: string;
  graceUntil: Date | null;
}

interface Customer {
  id: string;
  userId: string | null;
  organizationId: string | null;
  now: Date;
}

export function createSubscriptionSync({ db, stripe: { api }, settings, services }: Dependencies): SyncSubscription {
  return async (stripeId) => {
    let isOurs = true;
    const read = () =>
      api.subscriptions.retrieve(stripeId, { expand: SUBSCRIPTION_EXPAND }).catch((error: unknown) => {
        if (isMissingAtStripe(error)) return null;
        throw error;
      });
    await readFresh(db, stripeId, read, async (tx, subscription) => {
      isOurs = subscription !== null && (await write(tx, factsOf(subscription), settings.get(graceDays), services));
    });
    return isOurs;
  };
}

async function write(tx: Transaction, facts: SubscriptionFacts, days: number, services: EffectServices): Promise<boolean> {
  const [customer] = await rows<Customer>(
    tx,
    `select id, user_id as "userId", organization_id as "organizationId", now() as now from billing_customers where stripe_id = ?`,
    [facts.customer],
  );
  if (!customer) return false;
  const [before] = await rows<Before>(
    tx,
    `select id, state, stripe_status as "stripeStatus", grace_until as "graceUntil" from subscriptions where stripe_id = ? for update`,
    [facts.stripeId],
  );
  const [price] = await rows<{ id: string; productId: string }>(
    tx,
    `select id, product_id as "productId" from product_prices where id::text = ?`,
    [facts.priceId],
  );
  const graceUntil = graceOf(facts, before, days);
  const state = stateOf(facts.status, graceUntil, customer.now);
  const id = before?.id ?? newId();
  await tx.execute(
    `insert into subscriptions (id, stripe_id, customer_id, user_id, organization_id, product_id, price_id, state, stripe_status, quantity,
       currency, unit_minor, billing_interval, period_start, period_end, trial_ends_at, cancel_at, ended_at, grace_until, discounts,
       fingerprint, started_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
     on conflict on constraint subscriptions_stripe_unique do update set user_id = excluded.user_id,
       organization_id = excluded.organization_id, product_id = excluded.product_id, price_id = excluded.price_id, state = excluded.state,
       stripe_status = excluded.stripe_status, quantity = excluded.quantity, currency = excluded.currency, unit_minor = excluded.unit_minor,
       billing_interval = excluded.billing_interval, period_start = excluded.period_start, period_end = excluded.period_end,
       trial_ends_at = excluded.trial_ends_at, cancel_at = excluded.cancel_at, ended_at = excluded.ended_at,
       grace_until = excluded.grace_until, discounts = excluded.discounts, fingerprint = excluded.fingerprint, updated_at = now()`,
    [
      ...[id, facts.stripeId, customer.id, customer.userId, customer.organizationId, price?.productId ?? null, price?.id ?? null],
      ...[state, facts.status.slice(0, 30), facts.quantity, facts.currency, facts.unitMinor, facts.interval],
      ...[facts.periodStart, facts.periodEnd, facts.trialEndsAt, facts.cancelAt, facts.endedAt, graceUntil],
      ...[JSON.stringify(facts.discounts), fingerprintOf(facts), facts.startedAt],
    ],
  );
  await applySubscription(tx, id, days, services);
  const news = newsOf(before?.state ?? null, state);
  if (news) announce(tx, subscriptionChanged, { subscriptionId: id, news });
  return true;
}

/** It begins with the unpaid invoice and stays the same while the subscription is past due. */
function graceOf({ status, unpaidSince, periodStart }: SubscriptionFacts, before: Before | undefined, days: number): Date | null {
  if (status !== "past_due") return null;
  if (before?.stripeStatus === "past_due" && before.graceUntil) return before.graceUntil;
  return new Date((unpaidSince ?? periodStart).getTime() + days * DAY_MS);
}
