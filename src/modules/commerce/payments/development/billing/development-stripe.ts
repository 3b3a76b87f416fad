import type { Database } from "../../../../../platform/database/database.js";
import { createStripe, type StripeGateway } from "../../../../../platform/stripe/stripe.js";
import type { Logger } from "../../../../../platform/telemetry/logger.js";
import { parseForm } from "./form.js";
import { openStore, type ObjectStore } from "./object-store.js";
import { answerRequest, Refusal } from "./requests.js";
import type { EventShape } from "./shapes.js";
import { Declined } from "./subscription-life.js";

export interface DevelopmentStripe {
  /** For everything that speaks with Stripe: its library, whose requests are answered here. */
  gateway: StripeGateway;
  /** Work on the objects, in one transaction; its events are sent after the commit. */
  change<T>(work: (store: ObjectStore) => Promise<T>): Promise<T>;
}

interface Dependencies {
  db: Database;
  log: Logger;
  pageOf(id: string): string;
  /** Delivers events, as Stripe's webhooks do. Reconciliation finds those that are lost. */
  send(events: readonly EventShape[]): Promise<unknown>;
}

const NEVER_ASKED = "https://development.invalid";

/**
 * Subscriptions without a key, for development: the used part of Stripe's API, answered from our own database. It takes no money. All
 * code above it is the same as with Stripe.
 */
export function createDevelopmentStripe({ db, log, pageOf, send }: Dependencies): DevelopmentStripe {
  const change: DevelopmentStripe["change"] = async (work) => {
    const { result, events } = await db.transaction(async (tx) => {
      const store = await openStore(tx, pageOf);
      return { result: await work(store), events: store.events };
    });
    try {
      await send(events);
    } catch (error) {
      log.warn({ err: error }, "events of the built-in provider were lost; reconciliation will find them");
    }
    return result;
  };

  const answer = (method: string, url: URL, body: string, key: string | null): Promise<object> =>
    change(async (store) => {
      const known = key === null ? null : await store.find("answer", `answer_${key}`);
      if (known) return known.body;
      const path = url.pathname.replace("/v1/", "").split("/").map(decodeURIComponent);
      const result = await answerRequest(store, method, path, parseForm(method === "POST" ? body : url.search.slice(1)));
      if (key !== null) await store.make("answer", { id: `answer_${key}`, body: result });
      return result;
    });

  const respond: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    const body = typeof init?.body === "string" ? init.body : "";
    try {
      return Response.json(await answer(init?.method ?? "GET", url, body, headers.get("idempotency-key")));
    } catch (error) {
      if (error instanceof Refusal) return Response.json({ error: error.error }, { status: error.status });
      if (error instanceof Declined)
        return Response.json({ error: { type: "card_error", code: "card_declined", message: error.message } }, { status: 402 });
      log.warn({ err: error }, "the built-in provider failed");
      return Response.json({ error: { type: "api_error", message: "The built-in provider failed." } }, { status: 500 });
    }
  };

  return { gateway: createStripe({ key: "development", webhookSecrets: [], apiBase: NEVER_ASKED, fetch: respond }), change };
}
