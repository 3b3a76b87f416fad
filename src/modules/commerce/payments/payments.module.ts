import { paymentProviderOf } from "../../../config/env.js";
import { publicUrlOf } from "../../../config/public-url.js";
import { stripeEventReceived } from "../../../events/stripe-event-received.event.js";
import type { StripeGateway } from "../../../platform/stripe/stripe.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { DevelopmentBillingObject } from "./development/billing/billing-object.entity.js";
import { createBillingPages, type BillingPages } from "./development/billing/billing-pages.js";
import { createDevelopmentStripe } from "./development/billing/development-stripe.js";
import { startRenewals } from "./development/billing/renewals.js";
import { DevelopmentPayment } from "./development/development-payment.entity.js";
import { createDevelopmentPayments, DEVELOPMENT, type DevelopmentPayments } from "./development/development-provider.js";
import { Payment, PaymentEvent } from "./payment.entity.js";
import { paymentsRetention } from "./payments.retention.js";
import { createPaymentsService, type PaymentsService } from "./payments.service.js";
import { StripeEvent, StripeRead } from "./stripe/stripe-event.entity.js";
import { createStripeEvents, type StripeEvents } from "./stripe/stripe-events.js";
import { createPaymentSync, PAYMENT_KINDS } from "./stripe/payment-sync.js";
import { createStripeProvider, STRIPE } from "./stripe/stripe-provider.js";

declare module "../../contracts/module.js" {
  interface Services {
    payments: PaymentsService;
    /** For the page of the development provider; null where another one, or none, is configured. */
    developmentPayments: DevelopmentPayments | null;
    /** For subscriptions: Stripe, or the built-in provider in its place. Null where neither is configured. */
    stripeGateway: StripeGateway | null;
    /** For the pages of the built-in provider of subscriptions; null where it is not used. */
    developmentBilling: BillingPages | null;
    /** Null like `stripeGateway`. */
    stripeEvents: StripeEvents | null;
  }
}

/** No personal data: a payment refers to its order, an event of Stripe to its objects, and the provider knows who paid. */
export default {
  name: "payments",
  exports: ["payment.rows", "payment-state", "payments.service", "stripe/fresh-read", "stripe/stripe-event.entity", "stripe/stripe-events"],
  entities: [Payment, PaymentEvent, DevelopmentPayment, DevelopmentBillingObject, StripeEvent, StripeRead],
  retention: paymentsRetention,

  wire({ db, log, secrets, env, stripe }) {
    const development = createDevelopmentPayments({ db, secrets, env, send: (event) => payments.receive(DEVELOPMENT, event) });
    // The development provider stays usable for payments that were made with it, except in production.
    const providers = [...(env.NODE_ENV === "production" ? [] : [development.provider]), ...(stripe ? [createStripeProvider(stripe)] : [])];
    const takes = paymentProviderOf(env);
    const payments: PaymentsService = createPaymentsService({ db, providers, takes });
    const builtIn =
      stripe || takes !== "development"
        ? null
        : createDevelopmentStripe({
            ...{ db, log, pageOf: (id) => `${publicUrlOf(env)}/dev-billing/${id}` },
            send: (events) => stripeEvents!.store(events, "WEBHOOK"),
          });
    const stripeGateway = stripe ?? builtIn?.gateway ?? null;
    const stripeEvents: StripeEvents | null = stripeGateway && createStripeEvents({ db, stripe: stripeGateway });
    if (stripe) stripeEvents?.handle(PAYMENT_KINDS, createPaymentSync({ db, stripe, payments, provider: STRIPE }));
    const isDevelopment = providers.includes(development.provider) && takes !== "none";
    return {
      services: {
        ...{ payments, stripeGateway, stripeEvents, developmentPayments: isDevelopment ? development : null },
        developmentBilling: builtIn && createBillingPages(builtIn, secrets),
      },
      eventHandlers: stripeEvents
        ? [on(stripeEventReceived, "handle-stripe-event", ({ stripeEventId }) => stripeEvents.process(stripeEventId))]
        : [],
      workers: builtIn ? [async () => startRenewals(db, log, builtIn)] : [],
    };
  },
} satisfies Module;
