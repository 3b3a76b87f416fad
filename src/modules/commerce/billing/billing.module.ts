import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module, Services } from "../../contracts/module.js";
import { handleBillingEvents } from "./billing-events.js";
import { billingPermissions } from "./billing.permissions.js";
import { billingOrganizationData } from "./billing.organization-data.js";
import { billingPersonalData } from "./billing.personal-data.js";
import { billingRetention } from "./billing.retention.js";
import { billingSettings } from "./billing-settings.js";
import { BillingCustomer, StripeCopy } from "./customers/billing-customer.entity.js";
import { createCustomersService } from "./customers/customers.service.js";
import { Invoice, InvoiceTransaction } from "./invoices/invoice.entity.js";
import { invoiceReceiptMail } from "./invoices/invoice-receipt.mail.js";
import { InvoiceResolver, InvoiceTransactionResolver } from "./invoices/invoice.resolver.js";
import { createInvoicesService } from "./invoices/invoices.service.js";
import { createInvoiceSync, type SyncInvoice } from "./invoices/sync-invoice.js";
import { reconcile } from "./reconciliation/reconcile.js";
import { StripeReconciliation } from "./reconciliation/reconciliation.entity.js";
import { ReconciliationResolver } from "./reconciliation/reconciliation.resolver.js";
import { createReconciliationService, startReconciliation } from "./reconciliation/reconciliation.service.js";
import { startDunningRounds } from "./subscriptions/dunning-round.js";
import { createStartSubscription } from "./subscriptions/start-subscription.js";
import { PlanSubscription } from "./subscriptions/subscription.entity.js";
import { subscriptionNotifications } from "./subscriptions/subscription.notifications.js";
import { SubscriptionResolver } from "./subscriptions/subscription.resolver.js";
import { createSubscriptionsService } from "./subscriptions/subscriptions.service.js";
import { createSubscriptionSync, type SyncSubscription } from "./subscriptions/sync-subscription.js";

type Neighbours = Pick<Services, "stripeGateway" | "stripeEvents" | "settings" | "entitlements">;

const unavailable = () => Promise.reject(new Error("Stripe is not configured."));

export default {
  name: "billing",
  entities: [BillingCustomer, StripeCopy, PlanSubscription, Invoice, InvoiceTransaction, StripeReconciliation],
  permissions: billingPermissions,
  fieldCosts: {
    "PlanSubscription.discounts": { items: 2 },
    "Invoice.lines": { items: 10 },
    "Invoice.transactions": { items: 3 },
    "SeatChangePreview.lines": { items: 3 },
  },
  resolvers: [SubscriptionResolver, InvoiceResolver, InvoiceTransactionResolver, ReconciliationResolver],
  settings: billingSettings,
  notificationKinds: subscriptionNotifications,
  mails: [invoiceReceiptMail],
  retention: billingRetention,
  personalData: billingPersonalData,
  organizationData: billingOrganizationData,

  wire(platform, { stripeGateway: stripe, stripeEvents: events, settings, entitlements }: Neighbours) {
    const { db, log, env, limiter } = platform;
    const services = { entitlements };
    const customers = createCustomersService({ db, stripe, env });
    const syncSubscription: SyncSubscription = stripe ? createSubscriptionSync({ db, stripe, settings, services }) : unavailable;
    const syncInvoice: SyncInvoice = stripe ? createInvoiceSync({ db, stripe }) : unavailable;
    if (stripe && events) handleBillingEvents({ events, stripe, customers, syncSubscription, syncInvoice });
    const subscriptions = createSubscriptionsService({ db, stripe, customers, sync: syncSubscription });
    const invoices = createInvoicesService({ db, stripe, sync: syncInvoice });
    const start = createStartSubscription({ db, stripe, limiter, customers, env });
    return {
      resolvers: [
        new SubscriptionResolver(subscriptions, customers, start),
        new InvoiceResolver(invoices, customers),
        new ReconciliationResolver(createReconciliationService({ db, stripe })),
      ],
      nodes: {
        PlanSubscription: nodesById("billing:read", ({ em, signedIn }, ids) => subscriptions.byIds(em, signedIn, ids)),
        InvoiceTransaction: nodesById("billing:read", ({ em, signedIn }, ids) => invoices.transactionsByIds(em, signedIn, ids)),
        Invoice: nodesById("billing:read", ({ em, signedIn }, ids) => invoices.byIds(em, signedIn, ids)),
      },
      workers:
        stripe && events
          ? [
              async () => startDunningRounds({ db, log, settings, services }),
              async () => {
                const run = (since: Date | null, now: Date) => reconcile({ db, stripe, events, syncSubscription, syncInvoice }, since, now);
                return startReconciliation({ db, log, customers, run });
              },
            ]
          : [],
    };
  },
} satisfies Module;
