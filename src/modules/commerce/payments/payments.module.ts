import { paymentProviderOf } from "../../../config/env.js";
import { stripeEventReceived } from "../../../events/stripe-event-received.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
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
    /** Null without a key of Stripe. */
    stripeEvents: StripeEvents | null;
  }
}

/** No personal data: a payment refers to its order, an event of Stripe to its objects, and the provider knows who paid. */
export default {
  name: "payments",
  exports: ["payment-state", "payments.service", "stripe/fresh-read", "stripe/stripe-event.entity", "stripe/stripe-events"],
  entities: [Payment, PaymentEvent, DevelopmentPayment, StripeEvent, StripeRead],
  retention: paymentsRetention,

  wire({ db, secrets, env, stripe }) {
    const development = createDevelopmentPayments({ db, secrets, env, send: (event) => payments.receive(DEVELOPMENT, event) });
    // The development provider stays usable for payments that were made with it, except in production.
    const providers = [...(env.NODE_ENV === "production" ? [] : [development.provider]), ...(stripe ? [createStripeProvider(stripe)] : [])];
    const payments: PaymentsService = createPaymentsService({ db, providers, takes: paymentProviderOf(env) });
    const stripeEvents = stripe && createStripeEvents({ db, stripe });
    if (stripe) stripeEvents?.handle(PAYMENT_KINDS, createPaymentSync({ db, stripe, payments, provider: STRIPE }));
    const isDevelopment = providers.includes(development.provider) && paymentProviderOf(env) !== "none";
    return {
      services: { payments, stripeEvents, developmentPayments: isDevelopment ? development : null },
      eventHandlers: stripeEvents
        ? [on(stripeEventReceived, "handle-stripe-event", ({ stripeEventId }) => stripeEvents.process(stripeEventId))]
        : [],
    };
  },
} satisfies Module;
