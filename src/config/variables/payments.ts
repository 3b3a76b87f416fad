import { baseUrl, boolean, oneOf, stripeKey, stripeWebhookSecret } from "../schemas.js";
import { variable } from "../variable.js";

export const PAYMENT_VARIABLES = {
  PAYMENT_PROVIDER: variable({
    schema: oneOf("auto", "stripe", "development", "none"),
    default: "auto",
    meaning:
      "Who takes payments of new orders: stripe; development is a built-in page that takes no money, also for subscriptions, and is refused in production; none refuses orders that cost something. auto: stripe with STRIPE_SECRET_KEY, otherwise none in production and development elsewhere.",
  }),
  STRIPE_SECRET_KEY: variable({
    schema: stripeKey,
    default: "",
    meaning: "Secret or restricted key (sk_… or rk_…) of Stripe's API. Subscriptions need it in production. If empty, Stripe is not used.",
    secret: true,
  }),
  STRIPE_WEBHOOK_SECRET: variable({
    schema: stripeWebhookSecret,
    default: "",
    meaning:
      "Signing secrets (whsec_…) of the webhook endpoint PUBLIC_URL/webhooks/stripe, separated by commas while one replaces another. Required with STRIPE_SECRET_KEY.",
    secret: true,
  }),
  STRIPE_API_BASE: variable({
    schema: baseUrl,
    default: "https://api.stripe.com",
    meaning: "Base address of Stripe's API; http is for tests and refused in production.",
  }),
  STRIPE_AUTOMATIC_TAX: variable({
    schema: boolean,
    default: "false",
    meaning: "Whether Stripe Tax computes the tax of subscriptions from the customer's address. Otherwise it is the rate of the price.",
  }),
};
