import type { StripeGateway } from "../../../../platform/stripe/stripe.js";
import type { Database } from "../../../../platform/database/database.js";
import type { PaymentsService } from "../payments.service.js";
import type { StripeEventHandler } from "./stripe-events.js";

/** Kinds of objects whose events may concern the payment of an order. */
export const PAYMENT_KINDS = ["checkout.session", "payment_intent", "charge", "refund", "dispute"] as const;

interface Dependencies {
  db: Database;
  stripe: StripeGateway;
  payments: PaymentsService;
  provider: string;
}

/** Asks Stripe for the state of the payment that an event is about. States only rise, so the order of events does not matter. */
export function createPaymentSync({ db, stripe: { api }, payments, provider }: Dependencies): StripeEventHandler {
  const sessionOf = async (intent: string | undefined) =>
    intent === undefined ? undefined : (await api.checkout.sessions.list({ payment_intent: intent, limit: 1 })).data[0]?.id;
  return async (refs) => {
    const session = refs["checkout.session"] ?? (await sessionOf(refs.payment_intent));
    const payment = session === undefined ? null : await payments.find(db.em.fork(), provider, session);
    if (payment) await payments.refresh(payment.orderId);
    return payment !== null;
  };
}
