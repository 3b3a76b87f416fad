import Stripe from "stripe";
import { AppError } from "../../kernel/errors.js";

export type { Stripe };

/** The version whose objects this program reads and writes; the types of the package are of the same one. */
const API_VERSION = "2026-10-28.endive";
/** Age of a signature at which it is refused: a recorded request cannot be sent again later. Stripe's own default. */
const TOLERANCE_SECONDS = 300;
const TIMEOUT_MS = 20_000;
/** The library waits longer before each, and sends the idempotency key again. */
const RETRIES = 2;

export interface StripeGateway {
  api: Stripe;
  /** The event of a request to the webhook. Null unless it is signed with one of our secrets, and not too long ago. */
  readEvent(body: Buffer, signature: string): Stripe.Event | null;
}

export interface StripeOptions {
  key: string;
  /** Any of them may have signed an event, while one replaces another. */
  webhookSecrets: readonly string[];
  apiBase: string;
  /** Answers requests in place of the network. */
  fetch?: typeof fetch;
}

/** Opens no connection yet. */
export function createStripe({ key, webhookSecrets, apiBase, fetch }: StripeOptions): StripeGateway {
  const { protocol, hostname, port } = new URL(apiBase);
  const isSecure = protocol === "https:";
  const api = new Stripe(key, {
    apiVersion: API_VERSION,
    protocol: isSecure ? "https" : "http",
    host: hostname,
    port: port || (isSecure ? 443 : 80),
    timeout: TIMEOUT_MS,
    ...(fetch ? { maxNetworkRetries: 0, httpClient: Stripe.createFetchHttpClient(fetch) } : { maxNetworkRetries: RETRIES }),
    telemetry: false,
    appInfo: { name: "CodeQuest" },
  });
  return {
    api,
    readEvent(body, signature) {
      for (const secret of webhookSecrets) {
        try {
          return api.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
        } catch (error) {
          if (error instanceof Stripe.errors.StripeSignatureVerificationError) continue;
          if (error instanceof SyntaxError) return null;
          throw error;
        }
      }
      return null;
    },
  };
}

/** An answer of Stripe that says that the object is not there. */
export function isMissingAtStripe(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && (error.code === "resource_missing" || error.statusCode === 404);
}

/** An answer of Stripe that refuses the request as it is; `code` narrows it to one reason. Anything else may succeed if repeated. */
export function isRefusedByStripe(error: unknown, code?: string): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && (code === undefined || error.code === code);
}

/**
 * A call for a viewer, who sees why it failed: CONFLICT for a payment method that is declined, SERVICE_UNAVAILABLE while Stripe does not
 * answer or limits requests. Other errors are faults of this program.
 */
export async function forViewer<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      throw new AppError("CONFLICT", "The payment was declined. Check your payment method.");
    const passing = [Stripe.errors.StripeConnectionError, Stripe.errors.StripeAPIError, Stripe.errors.StripeRateLimitError];
    if (passing.some((kind) => error instanceof kind))
      throw new AppError("SERVICE_UNAVAILABLE", "The payment service does not answer. Try again later.");
    throw error;
  }
}

/** Objects that are expanded, deleted or named by their id only. */
export function idOfStripe(object: string | { id: string } | null | undefined): string | null {
  return typeof object === "string" ? object : (object?.id ?? null);
}
