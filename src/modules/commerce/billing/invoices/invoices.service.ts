import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { toStripeAmount } from "../../../../platform/stripe/amounts.js";
import { forViewer, idOfStripe, isRefusedByStripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import { record } from "../../../base/audit/record.js";
import { needStripe, type Holder } from "../customers/customers.service.js";
import { seenBy } from "../subscriptions/subscription.rows.js";
import { INVOICE_EXPAND } from "./invoice-facts.js";
import {
  INVOICE_COLUMNS,
  NEWEST_INVOICE_FIRST,
  NEWEST_TRANSACTION_FIRST,
  TRANSACTION_COLUMNS,
  type InvoiceRow,
  type TransactionRow,
} from "./invoice.rows.js";
import type { InvoiceState } from "./invoice.entity.js";
import type { SyncInvoice } from "./sync-invoice.js";

export interface InvoiceFilter {
  state?: InvoiceState | null;
  userId?: string | null;
  organizationId?: string | null;
  /** Of the invoice, or of a payment or refund of it. */
  stripeId?: string | null;
}

const WITH_STRIPE_ID = "(i.stripe_id = ? or i.id in (select invoice_id from invoice_transactions where stripe_id = ?))";

export interface InvoicesService {
  /** Drafts only for admins. */
  list(em: EntityManager, viewer: SignedIn, filter: InvoiceFilter, page: PageArgs): Promise<Connection<InvoiceRow>>;
  transactions(em: EntityManager, holder: Holder, page: PageArgs): Promise<Connection<TransactionRow>>;
  /** In any order: those of invoices that the viewer sees. */
  transactionsByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<TransactionRow[]>;
  /** NOT_FOUND for what the viewer may not see. */
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<InvoiceRow>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<InvoiceRow[]>;
  /** For admins: gives back an amount of a paid invoice, all that is left of it by default. Does not end the subscription. */
  refund(viewer: SignedIn, input: { id: string; amountMinor?: number | null; reason: string }, address: string): Promise<InvoiceRow>;
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway | null;
  sync: SyncInvoice;
}

export function createInvoicesService({ db, stripe, sync }: Dependencies): InvoicesService {
  const byIds: InvoicesService["byIds"] = (em, viewer, ids) => {
    const seen = seenBy(viewer, "i");
    const shown = isAdmin(viewer) ? "true" : "i.state <> 'DRAFT'";
    return rows<InvoiceRow>(em, `select ${INVOICE_COLUMNS} from invoices i where i.id in (?) and ${shown} and ${seen.sql}`, [
      ids,
      ...seen.params,
    ]);
  };
  const read: InvoicesService["read"] = async (em, viewer, id) => {
    const [row] = await byIds(em, viewer, [id]);
    if (!row) throw notFound("invoice");
    return row;
  };

  return {
    byIds,
    read,

    list(em, viewer, { state, userId, organizationId, stripeId }, page) {
      const conditions = [
        ...(isAdmin(viewer) ? [] : [{ sql: "i.state <> 'DRAFT'", params: [] }]),
        ...(state ? [{ sql: "i.state = ?", params: [state] }] : []),
        ...(userId ? [{ sql: "i.user_id = ?", params: [userId] }] : []),
        ...(organizationId ? [{ sql: "i.organization_id = ?", params: [organizationId] }] : []),
        ...(stripeId ? [{ sql: WITH_STRIPE_ID, params: [stripeId, stripeId] }] : []),
      ];
      return readConnection(em, { select: INVOICE_COLUMNS, from: "from invoices i", conditions }, page, NEWEST_INVOICE_FIRST);
    },

    transactions(em, { userId, organizationId }, page) {
      const holder =
        organizationId === null ? { sql: "i.user_id = ?", params: [userId] } : { sql: "i.organization_id = ?", params: [organizationId] };
      const from = "from invoice_transactions t join invoices i on i.id = t.invoice_id";
      return readConnection(em, { select: TRANSACTION_COLUMNS, from, conditions: [holder] }, page, NEWEST_TRANSACTION_FIRST);
    },

    transactionsByIds(em, viewer, ids) {
      const seen = seenBy(viewer, "i");
      const from = "from invoice_transactions t join invoices i on i.id = t.invoice_id";
      return rows<TransactionRow>(em, `select ${TRANSACTION_COLUMNS} ${from} where t.id in (?) and ${seen.sql}`, [ids, ...seen.params]);
    },

    async refund(viewer, { id, amountMinor, reason }, address) {
      const api = needStripe(stripe);
      const row = await read(db.em.fork(), viewer, id);
      const left = row.paidMinor - row.refundedMinor;
      if (row.state !== "PAID" || left <= 0) throw new AppError("CONFLICT", "Nothing of this invoice is left to refund.");
      const amount = amountMinor ?? left;
      if (amount > left)
        throw badInput("input.amountMinor", `At most ${left} is left to refund.`, "OUT_OF_RANGE", {
          minimum: 1,
          maximum: left,
          actual: amount,
        });
      const intent = await forViewer(paidIntentOf(row.stripeId));
      if (!intent) throw new AppError("CONFLICT", "This invoice was paid outside of Stripe. Refund it where it was paid.");
      try {
        await forViewer(
          api.refunds.create(
            { payment_intent: intent, amount: toStripeAmount(amount, row.currency), metadata: { invoice: row.stripeId } },
            // The same click twice is one refund; the next one starts from another sum.
            { idempotencyKey: `refund-${row.id}-${row.refundedMinor}-${amount}` },
          ),
        );
      } catch (error) {
        if (!isRefusedByStripe(error)) throw error;
        throw new AppError("CONFLICT", "Stripe refuses this refund: the payment is refunded already, or disputed.");
      }
      await db.transaction(async (tx) =>
        record(tx, {
          ...{ actorId: viewer.id, action: "invoice.refunded", subject: { type: "invoice", id }, address },
          details: { amountMinor: amount, currency: row.currency, reason },
        }),
      );
      await sync(row.stripeId);
      return read(db.em.fork(), viewer, id);
    },
  };

  async function paidIntentOf(stripeId: string): Promise<string | null> {
    const { payments } = await needStripe(stripe).invoices.retrieve(stripeId, { expand: INVOICE_EXPAND });
    return idOfStripe(payments?.data.find(({ status }) => status === "paid")?.payment.payment_intent);
  }
}
