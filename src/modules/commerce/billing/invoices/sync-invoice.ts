import { invoiceSettled } from "../../../../events/invoice-settled.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { isMissingAtStripe, type Stripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import { readFresh } from "../../payments/stripe/fresh-read.js";
import { fingerprintOf } from "../subscriptions/subscription-facts.js";
import {
  INVOICE_EXPAND,
  intentsOf,
  invoiceFacts,
  paymentFacts,
  refundFacts,
  type InvoiceFacts,
  type TransactionFacts,
} from "./invoice-facts.js";
import type { InvoiceState } from "./invoice.entity.js";

/** Reads an invoice with its payments and refunds at Stripe and writes them. False if it is of no customer of ours. */
export type SyncInvoice = (stripeId: string) => Promise<boolean>;

/** Tries and refunds of one payment that are stored. */
const MOST_TRANSACTIONS = 100;

interface Read {
  facts: InvoiceFacts;
  transactions: TransactionFacts[];
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway;
}

export function createInvoiceSync({ db, stripe: { api } }: Dependencies): SyncInvoice {
  return async (stripeId) => {
    let isOurs = true;
    await readFresh(
      db,
      stripeId,
      () => read(api, stripeId),
      async (tx, found) => {
        if (found) isOurs = await write(tx, found);
        // Stripe deletes drafts only.
        else isOurs = (await rows(tx, "delete from invoices where stripe_id = ? and state = 'DRAFT' returning 1", [stripeId])).length > 0;
      },
    );
    return isOurs;
  };
}

async function read(api: Stripe, stripeId: string): Promise<Read | null> {
  try {
    const invoice = await api.invoices.retrieve(stripeId, { expand: INVOICE_EXPAND });
    const transactions: TransactionFacts[] = [];
    for (const intent of intentsOf(invoice)) {
      const charges = await api.charges.list({ payment_intent: intent, limit: MOST_TRANSACTIONS });
      transactions.push(...charges.data.map(paymentFacts));
      // Also without an amount that is refunded: a refund that failed no longer counts there.
      if (!charges.data.some(({ paid }) => paid)) continue;
      const refunds = await api.refunds.list({ payment_intent: intent, limit: MOST_TRANSACTIONS });
      transactions.push(...refunds.data.map(refundFacts));
    }
    return { facts: invoiceFacts(invoice), transactions };
  } catch (error) {
    if (isMissingAtStripe(error)) return null;
    throw error;
  }
}

async function write(tx: Transaction, { facts, transactions }: Read): Promise<boolean> {
  const [customer] = await rows<{ id: string; userId: string | null; organizationId: string | null }>(
    tx,
    `select id, user_id as "userId", organization_id as "organizationId" from billing_customers where stripe_id = ?`,
    [facts.customer],
  );
  if (!customer) return false;
  const [before] = await rows<{ id: string; state: InvoiceState; refundedMinor: number }>(
    tx,
    `select id, state, refunded_minor as "refundedMinor" from invoices where stripe_id = ? for update`,
    [facts.stripeId],
  );
  const id = before?.id ?? newId(facts.createdAt.getTime());
  const refundedMinor = transactions
    .filter(({ kind, state }) => kind === "REFUND" && state !== "FAILED")
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  // The pages show name and address: they are not kept for a deleted account.
  const hasHolder = customer.userId !== null || customer.organizationId !== null;
  await tx.execute(
    `insert into invoices (id, stripe_id, customer_id, user_id, organization_id, subscription_id, number, state, currency, subtotal_minor,
       discount_minor, tax_minor, total_minor, due_minor, paid_minor, refunded_minor, lines, hosted_url, pdf_url, period_start, period_end,
       issued_at, paid_at, fingerprint, created_at)
     values (?, ?, ?, ?, ?, (select id from subscriptions where stripe_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict on constraint invoices_stripe_unique do update set user_id = excluded.user_id, organization_id = excluded.organization_id,
       subscription_id = coalesce(excluded.subscription_id, invoices.subscription_id), number = excluded.number, state = excluded.state,
       subtotal_minor = excluded.subtotal_minor, discount_minor = excluded.discount_minor, tax_minor = excluded.tax_minor,
       total_minor = excluded.total_minor, due_minor = excluded.due_minor, paid_minor = excluded.paid_minor,
       refunded_minor = excluded.refunded_minor, lines = excluded.lines, hosted_url = excluded.hosted_url, pdf_url = excluded.pdf_url,
       period_start = excluded.period_start, period_end = excluded.period_end, issued_at = excluded.issued_at, paid_at = excluded.paid_at,
       fingerprint = excluded.fingerprint`,
    [
      ...[id, facts.stripeId, customer.id, customer.userId, customer.organizationId, facts.subscription, facts.number, facts.state],
      ...[facts.currency, facts.subtotalMinor, facts.discountMinor, facts.taxMinor, facts.totalMinor, facts.dueMinor, facts.paidMinor],
      ...[refundedMinor, JSON.stringify(facts.lines), hasHolder ? facts.hostedUrl : null, hasHolder ? facts.pdfUrl : null],
      ...[facts.periodStart, facts.periodEnd, facts.issuedAt, facts.paidAt, fingerprintOf(facts), facts.createdAt],
    ],
  );
  await writeTransactions(tx, id, transactions);
  if (facts.state === "PAID" && before?.state !== "PAID" && facts.paidMinor > 0)
    announce(tx, invoiceSettled, { invoiceId: id, status: "PAID", refundedMinor: 0 });
  if (refundedMinor > (before?.refundedMinor ?? 0)) announce(tx, invoiceSettled, { invoiceId: id, status: "REFUNDED", refundedMinor });
  return true;
}

async function writeTransactions(tx: Transaction, invoiceId: string, transactions: readonly TransactionFacts[]): Promise<void> {
  if (transactions.length === 0) return;
  const given = transactions.map((one) => ({ ...one, id: newId(one.at.getTime()) }));
  await tx.execute(
    `insert into invoice_transactions (id, invoice_id, stripe_id, kind, state, amount_minor, currency, failure_code, at)
     select t.id, ?, t."stripeId", t.kind, t.state, t."amountMinor", t.currency, left(t."failureCode", 100), t.at
     from jsonb_to_recordset(?::jsonb) as t
       (id uuid, "stripeId" text, kind text, state text, "amountMinor" int, currency text, "failureCode" text, at timestamptz)
     on conflict on constraint invoice_transactions_stripe_unique do update
       set state = excluded.state, failure_code = excluded.failure_code, amount_minor = excluded.amount_minor`,
    [invoiceId, JSON.stringify(given)],
  );
}
