import { fromStripeAmount, fromStripeCurrency, fromStripeTime } from "../../../../platform/stripe/amounts.js";
import { idOfStripe, type Stripe } from "../../../../platform/stripe/stripe.js";
import type { InvoiceLine, InvoiceState, TransactionKind, TransactionState } from "./invoice.entity.js";

/** What `invoiceFacts` reads of an invoice. */
export const INVOICE_EXPAND = ["payments"];

export interface InvoiceFacts {
  stripeId: string;
  customer: string;
  subscription: string | null;
  number: string | null;
  state: InvoiceState;
  currency: string;
  subtotalMinor: number;
  discountMinor: number;
  taxMinor: number;
  totalMinor: number;
  dueMinor: number;
  paidMinor: number;
  lines: InvoiceLine[];
  hostedUrl: string | null;
  pdfUrl: string | null;
  periodStart: Date;
  periodEnd: Date;
  issuedAt: Date | null;
  paidAt: Date | null;
  createdAt: Date;
}

export interface TransactionFacts {
  stripeId: string;
  kind: TransactionKind;
  state: TransactionState;
  amountMinor: number;
  currency: string;
  failureCode: string | null;
  at: Date;
}

const STATES: Readonly<Record<string, InvoiceState>> = {
  ...{ draft: "DRAFT", open: "OPEN", paid: "PAID", uncollectible: "UNCOLLECTIBLE", void: "VOID" },
};
const MOST_LINES = 50;
const DESCRIPTION_MAX = 300;

export function invoiceFacts(invoice: Stripe.Invoice): InvoiceFacts {
  const currency = fromStripeCurrency(invoice.currency);
  const minor = (amount: number) => fromStripeAmount(amount, currency);
  const sum = (amounts: readonly { amount: number }[] | null) => minor((amounts ?? []).reduce((total, { amount }) => total + amount, 0));
  return {
    stripeId: invoice.id,
    customer: idOfStripe(invoice.customer) ?? "",
    subscription: idOfStripe(invoice.parent?.subscription_details?.subscription),
    number: invoice.number,
    state: STATES[invoice.status ?? "draft"] ?? "DRAFT",
    currency,
    subtotalMinor: minor(invoice.subtotal),
    discountMinor: sum(invoice.total_discount_amounts),
    taxMinor: sum(invoice.total_taxes),
    totalMinor: minor(invoice.total),
    dueMinor: minor(Math.max(0, invoice.amount_remaining)),
    paidMinor: minor(Math.max(0, invoice.amount_paid)),
    lines: invoice.lines.data.slice(0, MOST_LINES).map(({ description, quantity, amount }) => ({
      description: (description ?? "").slice(0, DESCRIPTION_MAX),
      quantity: quantity ?? 1,
      amountMinor: minor(amount),
    })),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    periodStart: fromStripeTime(invoice.period_start)!,
    periodEnd: fromStripeTime(invoice.period_end)!,
    issuedAt: fromStripeTime(invoice.status_transitions.finalized_at),
    paidAt: fromStripeTime(invoice.status_transitions.paid_at),
    createdAt: fromStripeTime(invoice.created)!,
  };
}

export function intentsOf({ payments }: Stripe.Invoice): string[] {
  return (payments?.data ?? []).flatMap(({ payment }) => idOfStripe(payment.payment_intent) ?? []);
}

export function paymentFacts({ id, amount, currency, status, failure_code: failureCode, created }: Stripe.Charge): TransactionFacts {
  const code = fromStripeCurrency(currency);
  const state = status === "succeeded" ? "SUCCEEDED" : status === "failed" ? "FAILED" : "PENDING";
  return {
    ...{ stripeId: id, kind: "PAYMENT", state, amountMinor: fromStripeAmount(amount, code), currency: code, failureCode },
    at: fromStripeTime(created)!,
  };
}

export function refundFacts({ id, amount, currency, status, failure_reason: failureCode, created }: Stripe.Refund): TransactionFacts {
  const code = fromStripeCurrency(currency);
  const state = status === "succeeded" ? "SUCCEEDED" : status === "failed" || status === "canceled" ? "FAILED" : "PENDING";
  return {
    ...{ stripeId: id, kind: "REFUND", state, amountMinor: fromStripeAmount(amount, code), currency: code },
    failureCode: failureCode ?? null,
    at: fromStripeTime(created)!,
  };
}
