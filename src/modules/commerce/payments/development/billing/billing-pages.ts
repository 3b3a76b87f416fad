/** What the pages of the built-in provider show and do: a checkout, the portal of a customer, an invoice. */
import type { Money } from "../../../../../kernel/money.js";

import { equalInConstantTime, type Secrets } from "../../../../../platform/security/secrets.js";
import { fromStripeAmount, fromStripeCurrency, fromStripeTime } from "../../../../../platform/stripe/amounts.js";
import type { DevelopmentStripe } from "./development-stripe.js";
import type { ObjectStore } from "./object-store.js";
import { promotionsFor } from "./promotion.js";
import type { InvoiceShape, LineShape, PortalShape, SessionShape } from "./shapes.js";
import { completeCheckout, firstInvoice, payAgain, renew, titleOf } from "./subscription-life.js";

export interface InvoiceView {
  id: string;
  number: string;
  status: InvoiceShape["status"];
  lines: { description: string; amount: Money }[];
  discount: Money;
  tax: Money;
  total: Money;
}

export interface CheckoutPage {
  kind: "checkout";
  status: SessionShape["status"];
  lines: InvoiceView["lines"];
  discount: Money;
  dueNow: Money;
  /** Says what happened to the form that was sent. */
  note: string | null;
  completedUrl: string;
  cancelledUrl: string;
}

export interface PortalPage {
  kind: "portal";
  declines: boolean;
  subscriptions: { id: string; title: string; quantity: number; status: string; periodEnd: Date; cancels: boolean }[];
  invoices: InvoiceView[];
  returnUrl: string;
}

interface InvoicePage {
  kind: "invoice";
  invoice: InvoiceView;
}

export type BillingPage = (CheckoutPage | PortalPage | InvoicePage) & {
  /** The form must send it: a page of another site does not know it. */
  formToken: string;
};

export interface BillingPages {
  /** Null for an unknown id. */
  page(id: string): Promise<BillingPage | null>;
  /** Does what the form says, and answers the page after it. Null for an unknown id, a wrong token or an unknown field. */
  submit(id: string, form: URLSearchParams): Promise<BillingPage | null>;
}

const PORTAL_SECONDS = 1800;
const MOST_INVOICES = 20;

export function createBillingPages({ change }: DevelopmentStripe, secrets: Secrets): BillingPages {
  const tokenOf = (id: string) => secrets.mac("development-billing", id);
  const read = async (store: ObjectStore, id: string, note: string | null = null): Promise<BillingPage | null> => {
    const shown = await pageOf(store, id, note);
    return shown && { ...shown, formToken: tokenOf(id).toString("base64url") };
  };

  return {
    page: (id) => change((store) => read(store, id)),

    async submit(id, form) {
      if (!equalInConstantTime(Buffer.from(form.get("token") ?? "", "base64url"), tokenOf(id))) return null;
      return change(async (store) => {
        const session = await store.find("checkout.session", id);
        const portal = session ? null : await openPortal(store, id);
        if (session) return read(store, id, await submitCheckout(store, session, form));
        return portal && (await submitPortal(store, portal, form)) ? read(store, id) : null;
      });
    },
  };
}

async function submitCheckout(store: ObjectStore, session: SessionShape, form: URLSearchParams): Promise<string | null> {
  if (session.status !== "open") return null;
  const code = form.get("code")?.trim() ?? "";
  const [promotion] = promotionsFor(code);
  if (code !== "" && !promotion) return "This code is unknown.";
  const chosen = { ...session, promotion: promotion?.id ?? session.promotion };
  await store.save(chosen);
  switch (form.get("outcome")) {
    case "pay":
      await completeCheckout(store, chosen);
      return null;
    case "decline":
      return "The card was declined. Nothing has begun; try another card.";
    default:
      return null;
  }
}

/** Whether the form is one of the page's. */
async function submitPortal(store: ObjectStore, { customer: customerId }: PortalShape, form: URLSearchParams): Promise<boolean> {
  const customer = await store.get("customer", customerId);
  const card = form.get("card");
  if (card !== null) {
    await store.save({ ...customer, declines: card === "declines" });
    return true;
  }
  const invoice = await store.find("invoice", form.get("pay") ?? "");
  if (invoice?.customer === customerId) {
    if (invoice.status === "open") await payAgain(store, invoice);
    return true;
  }
  const subscription = await store.find("subscription", form.get("next") ?? "");
  if (subscription?.customer !== customerId) return false;
  if (subscription.ended_at === null) await renew(store, subscription);
  return true;
}

async function openPortal(store: ObjectStore, id: string): Promise<PortalShape | null> {
  const portal = await store.find("billing_portal.session", id);
  return portal && portal.created > store.now - PORTAL_SECONDS ? portal : null;
}

async function pageOf(store: ObjectStore, id: string, note: string | null): Promise<CheckoutPage | PortalPage | InvoicePage | null> {
  const session = await store.find("checkout.session", id);
  if (session) return checkoutPage(store, session, note);
  const portal = await openPortal(store, id);
  if (portal) return portalPage(store, portal);
  const invoice = await store.find("invoice", id);
  return invoice && { kind: "invoice", invoice: viewOf(invoice) };
}

async function checkoutPage(store: ObjectStore, session: SessionShape, note: string | null): Promise<CheckoutPage> {
  const { currency } = await store.get("price", session.price);
  const { lines, sums } = await firstInvoice(store, session);
  return {
    ...{ kind: "checkout", status: session.status, note, completedUrl: session.success_url, cancelledUrl: session.cancel_url },
    ...{ lines: linesOf(lines, currency), discount: money(sums.discount, currency), dueNow: money(sums.total, currency) },
  };
}

async function portalPage(store: ObjectStore, { customer, return_url: returnUrl }: PortalShape): Promise<PortalPage> {
  const subscriptions = await store.all("subscription", { customer });
  return {
    kind: "portal",
    declines: (await store.get("customer", customer)).declines,
    subscriptions: await Promise.all(
      subscriptions.map(async ({ id, status, cancel_at_period_end: cancels, items: { data } }) => ({
        ...{ id, status, cancels, title: await titleOf(store, data[0].price), quantity: data[0].quantity },
        periodEnd: fromStripeTime(data[0].current_period_end)!,
      })),
    ),
    invoices: (await store.all("invoice", { customer })).slice(0, MOST_INVOICES).map(viewOf),
    returnUrl,
  };
}

function viewOf({
  id,
  number,
  status,
  currency,
  total,
  lines,
  total_discount_amounts: discounts,
  total_taxes: taxes,
}: InvoiceShape): InvoiceView {
  return {
    ...{ id, number, status, total: money(total, currency), lines: linesOf(lines.data, currency) },
    ...{ discount: money(discounts[0]?.amount ?? 0, currency), tax: money(taxes[0]?.amount ?? 0, currency) },
  };
}

const linesOf = (lines: readonly LineShape[], currency: string) =>
  lines.map(({ description, amount }) => ({ description, amount: money(amount, currency) }));

function money(amount: number, stripeCurrency: string): Money {
  const currency = fromStripeCurrency(stripeCurrency);
  return { amountMinor: fromStripeAmount(amount, currency), currency };
}
