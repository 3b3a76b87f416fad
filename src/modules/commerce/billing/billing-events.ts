import type { StripeGateway } from "../../../platform/stripe/stripe.js";
import type { StripeEventHandler, StripeEvents } from "../payments/stripe/stripe-events.js";
import type { CustomersService } from "./customers/customers.service.js";
import type { SyncInvoice } from "./invoices/sync-invoice.js";
import type { SyncSubscription } from "./subscriptions/sync-subscription.js";

interface Dependencies {
  events: StripeEvents;
  stripe: StripeGateway;
  customers: CustomersService;
  syncSubscription: SyncSubscription;
  syncInvoice: SyncInvoice;
}

/** An event only says which objects to read again. The subscription comes first, so that its invoice finds it. */
export function handleBillingEvents({ events, stripe: { api }, customers, syncSubscription, syncInvoice }: Dependencies): void {
  const billed: StripeEventHandler = async ({ subscription, invoice }) => {
    const isSubscription = subscription !== undefined && (await syncSubscription(subscription));
    const isInvoice = invoice !== undefined && (await syncInvoice(invoice));
    return isSubscription || isInvoice;
  };
  const paid: StripeEventHandler = async (refs) => {
    if (refs.invoice !== undefined || refs.payment_intent === undefined) return billed(refs);
    const payment = { type: "payment_intent", payment_intent: refs.payment_intent } as const;
    const { data } = await api.invoicePayments.list({ payment, limit: 1 });
    const invoice = data[0]?.invoice;
    return invoice === undefined ? false : syncInvoice(typeof invoice === "string" ? invoice : invoice.id);
  };
  events.handle(["subscription", "discount", "checkout.session", "invoice", "invoice_payment"], billed);
  events.handle(["payment_intent", "charge", "refund", "dispute"], paid);
  events.handle(["customer", "tax_id"], async ({ customer }) => customer !== undefined && customers.sync(customer));
}
