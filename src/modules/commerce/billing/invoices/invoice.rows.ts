import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { rows } from "../../../../platform/database/database.js";
import { SUBSCRIPTION_COLUMNS, type SubscriptionRow } from "../subscriptions/subscription.rows.js";
import type { InvoiceLine, InvoiceState, TransactionKind, TransactionState } from "./invoice.entity.js";

export interface InvoiceRow {
  id: string;
  stripeId: string;
  userId: string | null;
  organizationId: string | null;
  subscriptionId: string | null;
  number: string | null;
  state: InvoiceState;
  currency: string;
  subtotalMinor: number;
  discountMinor: number;
  taxMinor: number;
  totalMinor: number;
  dueMinor: number;
  paidMinor: number;
  refundedMinor: number;
  lines: InvoiceLine[];
  hostedUrl: string | null;
  pdfUrl: string | null;
  periodStart: Date;
  periodEnd: Date;
  issuedAt: Date | null;
  paidAt: Date | null;
  createdAt: Date;
}

export const INVOICE_COLUMNS = `i.id, i.stripe_id as "stripeId", i.user_id as "userId", i.organization_id as "organizationId",
  i.subscription_id as "subscriptionId", i.number, i.state, i.currency, i.subtotal_minor as "subtotalMinor",
  i.discount_minor as "discountMinor", i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.due_minor as "dueMinor",
  i.paid_minor as "paidMinor", i.refunded_minor as "refundedMinor", i.lines, i.hosted_url as "hostedUrl", i.pdf_url as "pdfUrl",
  i.period_start as "periodStart", i.period_end as "periodEnd", i.issued_at as "issuedAt", i.paid_at as "paidAt",
  i.created_at as "createdAt"`;

export const NEWEST_INVOICE_FIRST = newestFirst<InvoiceRow>("i.id");

export interface TransactionRow {
  id: string;
  invoiceId: string;
  kind: TransactionKind;
  state: TransactionState;
  amountMinor: number;
  currency: string;
  failureCode: string | null;
  at: Date;
}

export const TRANSACTION_COLUMNS = `t.id, t.invoice_id as "invoiceId", t.kind, t.state, t.amount_minor as "amountMinor", t.currency,
  t.failure_code as "failureCode", t.at`;

export const NEWEST_TRANSACTION_FIRST = newestFirst<TransactionRow>("t.id");

/** Newest first. */
export const transactionsOfInvoice: LoaderFactory<string, TransactionRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${TRANSACTION_COLUMNS} from invoice_transactions t where t.invoice_id in (?) order by t.id desc`;
    const byInvoice = Map.groupBy(await rows<TransactionRow>(em, sql, [ids]), ({ invoiceId }) => invoiceId);
    return ids.map((id) => byInvoice.get(id) ?? []);
  });

/** For fields of what the viewer may see already. */
export const invoiceById: LoaderFactory<string, InvoiceRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<InvoiceRow>(em, `select ${INVOICE_COLUMNS} from invoices i where i.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

export const subscriptionById: LoaderFactory<string, SubscriptionRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<SubscriptionRow>(em, `select ${SUBSCRIPTION_COLUMNS} from subscriptions s where s.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
