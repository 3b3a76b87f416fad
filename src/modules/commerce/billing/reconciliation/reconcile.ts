import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { toStripeTime } from "../../../../platform/stripe/amounts.js";
import type { StripeGateway } from "../../../../platform/stripe/stripe.js";
import type { StripeEvents } from "../../payments/stripe/stripe-events.js";
import { invoiceFacts } from "../invoices/invoice-facts.js";
import type { SyncInvoice } from "../invoices/sync-invoice.js";
import { factsOf, fingerprintOf, SUBSCRIPTION_EXPAND } from "../subscriptions/subscription-facts.js";
import type { SyncSubscription } from "../subscriptions/sync-subscription.js";

export interface Reconciled {
  /** Events that had not arrived. */
  events: number;
  /** Subscriptions and invoices that differed from Stripe. */
  differences: number;
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway;
  events: StripeEvents;
  syncSubscription: SyncSubscription;
  syncInvoice: SyncInvoice;
}

const PAGE = 100;
/** Events may appear in the list a little late, and out of order. */
const OVERLAP_MS = HOUR_MS;
/** Stripe lists no older ones. */
const EVENTS_KEPT_MS = 29 * DAY_MS;
/** Invoices of the last billing period, and some more. Older ones are read again while they are open. */
const INVOICES_MS = 40 * DAY_MS;

/**
 * Repairs what lost events left behind, in two ways: events that Stripe lists and that never arrived are stored and handled as if they
 * had; and subscriptions and recent invoices are compared with Stripe one by one. `since` is the time up to which events are known.
 */
export async function reconcile(deps: Dependencies, since: Date | null, now: Date): Promise<Reconciled> {
  const events = await lostEvents(deps, since, now);
  const subscriptions = await compareSubscriptions(deps);
  const invoices = await compareInvoices(deps, now);
  return { events, differences: subscriptions + invoices };
}

async function lostEvents({ stripe: { api }, events }: Dependencies, since: Date | null, now: Date): Promise<number> {
  const oldest = now.getTime() - EVENTS_KEPT_MS;
  const from = since === null ? oldest : Math.max(oldest, since.getTime() - OVERLAP_MS);
  let found = 0;
  let page: Parameters<StripeEvents["store"]>[0][number][] = [];
  const flush = async () => {
    found += await events.store(page, "RECONCILIATION");
    page = [];
  };
  for await (const event of api.events.list({ created: { gte: toStripeTime(new Date(from)) }, limit: PAGE })) {
    page.push(event as never);
    if (page.length === PAGE) await flush();
  }
  await flush();
  return found;
}

async function compareSubscriptions({ db, stripe: { api }, syncSubscription }: Dependencies): Promise<number> {
  const known = new Map(
    (
      await rows<{ stripeId: string; fingerprint: string }>(
        db.em.fork(),
        `select stripe_id as "stripeId", fingerprint from subscriptions where state <> 'CANCELED'`,
      )
    ).map(({ stripeId, fingerprint }) => [stripeId, fingerprint]),
  );
  const ours = await ourCustomers(db);
  const different: string[] = [];
  const expand = SUBSCRIPTION_EXPAND.map((path) => `data.${path}`);
  for await (const subscription of api.subscriptions.list({ limit: PAGE, expand })) {
    const facts = factsOf(subscription);
    if (ours.has(facts.customer) && known.get(facts.stripeId) !== fingerprintOf(facts)) different.push(facts.stripeId);
    known.delete(facts.stripeId);
  }
  // Those that the list no longer has are cancelled, or past due with an end: each is asked for.
  const gone = [...known.keys()];
  for (const id of [...different, ...gone]) await syncSubscription(id);
  return different.length + gone.length;
}

async function compareInvoices({ db, stripe: { api }, syncInvoice }: Dependencies, now: Date): Promise<number> {
  const from = now.getTime() - INVOICES_MS;
  const em = db.em.fork();
  const known = new Map(
    (
      await rows<{ stripeId: string; fingerprint: string; isOpen: boolean }>(
        em,
        `select stripe_id as "stripeId", fingerprint, state in ('DRAFT', 'OPEN') as "isOpen" from invoices
         where created_at >= ? or state in ('DRAFT', 'OPEN')`,
        [new Date(from)],
      )
    ).map((row) => [row.stripeId, row]),
  );
  const ours = await ourCustomers(db);
  const different: string[] = [];
  for await (const invoice of api.invoices.list({ created: { gte: toStripeTime(new Date(from)) }, limit: PAGE })) {
    const facts = invoiceFacts(invoice);
    if (ours.has(facts.customer) && known.get(facts.stripeId)?.fingerprint !== fingerprintOf(facts)) different.push(facts.stripeId);
    known.delete(facts.stripeId);
  }
  const old = [...known.values()].filter(({ isOpen }) => isOpen).map(({ stripeId }) => stripeId);
  for (const id of [...different, ...old]) await syncInvoice(id);
  return different.length;
}

async function ourCustomers(db: Database): Promise<ReadonlySet<string>> {
  const found = await rows<{ stripeId: string }>(db.em.fork(), `select stripe_id as "stripeId" from billing_customers`);
  return new Set(found.map(({ stripeId }) => stripeId));
}
