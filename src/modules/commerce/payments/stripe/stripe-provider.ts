import { fromStripeCurrency, toStripeAmount, toStripeCurrency } from "../../../../platform/stripe/amounts.js";
import { idOfStripe, isRefusedByStripe, type Stripe } from "../../../../platform/stripe/stripe.js";
import type { PaymentProvider, ProviderPayment } from "../payment-provider.js";
import type { PaymentState } from "../payment-state.js";

export const STRIPE = "stripe";

/** What `stateOf` reads, so that one request answers it. */
const EXPAND = ["payment_intent.latest_charge"];

/**
 * A payment is a Checkout Session: it is open until it is paid, expired by us, or a day old. A declined card leaves it open, so the
 * customer can try another one. Amounts are of the whole order, tax included: its lines and tax are on our receipt.
 */
export function createStripeProvider({ api }: { api: Stripe }): PaymentProvider {
  const asSeen = async (session: Stripe.Checkout.Session): Promise<ProviderPayment> => ({
    id: session.id,
    state: await stateOf(api, session),
    redirectUrl: session.status === "open" ? session.url : null,
  });
  const find = (id: string) => api.checkout.sessions.retrieve(id, { expand: EXPAND });

  return {
    name: STRIPE,

    // With the same key the parameters must be the same, so the time of expiry is Stripe's: `cancel` ends it before.
    create: async ({ key, amountMinor, currency, description, returnUrl }) =>
      asSeen(
        await api.checkout.sessions.create(
          {
            mode: "payment",
            client_reference_id: key,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: toStripeCurrency(currency),
                  unit_amount: toStripeAmount(amountMinor, currency),
                  product_data: { name: description },
                },
              },
            ],
            metadata: { payment: key },
            payment_intent_data: { metadata: { payment: key } },
            success_url: returnUrl,
            cancel_url: returnUrl,
          },
          { idempotencyKey: `payment-${key}` },
        ),
      ),

    read: async (id) => asSeen(await find(id)),

    async cancel(id) {
      try {
        await api.checkout.sessions.expire(id);
      } catch (error) {
        // Paid or expired already: the state tells.
        if (!isRefusedByStripe(error)) throw error;
      }
      return asSeen(await find(id));
    },

    async refund(id, { key, amountMinor }) {
      const session = await find(id);
      const state = await stateOf(api, session);
      const intent = idOfStripe(session.payment_intent);
      if (state !== "SUCCEEDED" || !intent) return state;
      const currency = fromStripeCurrency(session.currency ?? "");
      try {
        await api.refunds.create(
          { payment_intent: intent, amount: toStripeAmount(amountMinor, currency), metadata: { payment: key } },
          { idempotencyKey: `refund-${key}` },
        );
      } catch (error) {
        if (!isRefusedByStripe(error, "charge_already_refunded")) throw error;
      }
      return stateOf(api, await find(id));
    },
  };
}

/** Of a session with EXPAND. A dispute that is lost took the money back, as a refund does. */
async function stateOf(
  api: Stripe,
  { status, payment_status: paid, payment_intent: intent }: Stripe.Checkout.Session,
): Promise<PaymentState> {
  const payment = typeof intent === "object" ? intent : null;
  const charge = typeof payment?.latest_charge === "object" ? payment.latest_charge : null;
  if (charge?.refunded) return "REFUNDED";
  if (charge?.disputed && (await isLost(api, charge.id))) return "REFUNDED";
  if (paid === "paid" || paid === "no_payment_required") return "SUCCEEDED";
  if (status === "expired") return "CANCELLED";
  // A bank debit that failed days after the customer had ordered it. The session is complete and cannot be paid again.
  const isOver = payment?.status === "canceled" || payment?.status === "requires_payment_method";
  return status === "complete" && isOver ? "FAILED" : "PENDING";
}

async function isLost(api: Stripe, charge: string): Promise<boolean> {
  const { data } = await api.disputes.list({ charge, limit: 10 });
  return data.some((dispute) => dispute.status === "lost");
}
