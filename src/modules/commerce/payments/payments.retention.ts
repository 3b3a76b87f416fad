import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const paymentsRetention: readonly RetentionRule[] = [
  {
    name: "payment-events",
    days: retentionSetting("paymentEvents", {
      description: "Days that events of payment providers are kept. Longer than a provider repeats an event.",
      default: 400,
    }),
    purge: purgeRows("payment_events", "received_at < ?"),
  },
  {
    name: "stripe-events",
    days: retentionSetting("stripeEvents", {
      description: "Days that handled events of Stripe are kept. Stripe lists its events for 30 days: not less, or they are handled again.",
      default: 400,
    }),
    purge: purgeRows("stripe_events", "received_at < ? and outcome is not null"),
  },
  {
    name: "stripe-reads",
    days: retentionSetting("stripeReads", { description: "Days that the numbers of reads of an object at Stripe are kept.", default: 90 }),
    purge: purgeRows("stripe_reads", "read_at < ? and applied = started"),
  },
  {
    name: "payments",
    days: retentionSetting("payments", {
      description: "Days that payments are kept, for accounting. Ten years by default; not less than orders.",
      default: 3660,
    }),
    purge: purgeRows("payments", "created_at < ? and state <> 'PENDING'"),
  },
  {
    name: "development-payments",
    days: retentionSetting("developmentPayments", { description: "Days that payments of the development provider are kept.", default: 90 }),
    purge: purgeRows("development_payments", "created_at < ?"),
  },
  {
    name: "development-billing-events",
    days: retentionSetting("developmentBillingEvents", {
      description: "Days that events, pages and answers of the built-in provider of subscriptions are kept.",
      default: 30,
    }),
    purge: purgeRows(
      "development_billing_objects",
      "created_at < ? and kind in ('event', 'answer', 'checkout.session', 'billing_portal.session')",
    ),
  },
];
