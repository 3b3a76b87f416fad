import { stripeEventReceived } from "../../../../events/stripe-event-received.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { StripeGateway } from "../../../../platform/stripe/stripe.js";
import { refsOf, type StripeFacts } from "./event-refs.js";
import type { StripeEventOutcome, StripeEventSource } from "./stripe-event.entity.js";

/** Ids of the objects that an event is about, by kind: `{ invoice: "in_…", customer: "cus_…" }`. */
export type StripeRefs = Readonly<Partial<Record<string, string>>>;

/**
 * Reads an object of an event again and writes its state. Safe to repeat, in any order. False if the object is not one of this program:
 * another one may use the same account of Stripe.
 */
export type StripeEventHandler = (refs: StripeRefs) => Promise<boolean>;

export interface StripeEvents {
  /** Handles events about these kinds of objects. Several handlers of a kind run one after the other. */
  handle(kinds: readonly string[], handler: StripeEventHandler): void;
  /** Verifies and stores a request to the webhook. False if it is not signed by Stripe. */
  receive(body: Buffer, signature: string): Promise<boolean>;
  /** Stores events once; returns how many were new. They are handled by jobs. */
  store(events: readonly StripeFacts[], source: StripeEventSource): Promise<number>;
  /** Runs the handlers of a stored event. */
  process(id: string): Promise<void>;
}

interface Stored {
  kind: string;
  refs: StripeRefs;
  outcome: StripeEventOutcome | null;
}

export function createStripeEvents({ db, stripe }: { db: Database; stripe: StripeGateway }): StripeEvents {
  const handlers = new Map<string, StripeEventHandler[]>();

  const store: StripeEvents["store"] = async (events, source) => {
    if (events.length === 0) return 0;
    return db.transaction(async (tx) => {
      const found = events.map(({ id, type, created, data }) => ({
        ...{ id: newId(), event: id, type, kind: data.object.object ?? "", refs: refsOf(data.object) },
        occurred: new Date(created * 1000).toISOString(),
      }));
      const stored = await rows<{ id: string }>(
        tx,
        `insert into stripe_events (id, event_id, type, kind, refs, source, occurred_at)
         select e.id, e.event, left(e.type, 100), left(e.kind, 100), e.refs, ?, e.occurred
         from jsonb_to_recordset(?::jsonb) as e (id uuid, event text, type text, kind text, refs jsonb, occurred timestamptz)
         on conflict on constraint stripe_events_event_unique do nothing returning id`,
        [source, JSON.stringify(found)],
      );
      for (const { id } of stored) announce(tx, stripeEventReceived, { stripeEventId: id });
      return stored.length;
    });
  };

  return {
    store,

    handle(kinds, handler) {
      for (const kind of kinds) handlers.set(kind, [...(handlers.get(kind) ?? []), handler]);
    },

    async receive(body, signature) {
      const event = stripe.readEvent(body, signature);
      if (!event) return false;
      await store([event as unknown as StripeFacts], "WEBHOOK");
      return true;
    },

    async process(id) {
      const sql = "select kind, refs, outcome from stripe_events where id = ?";
      const [event] = await rows<Stored>(db.em.fork(), sql, [id]);
      if (!event || event.outcome !== null) return;
      const interested = handlers.get(event.kind) ?? [];
      let isOurs = false;
      for (const handler of interested) isOurs = (await handler(event.refs)) || isOurs;
      const outcome: StripeEventOutcome = interested.length === 0 ? "UNKNOWN" : isOurs ? "HANDLED" : "IGNORED";
      await db.em
        .fork()
        .execute("update stripe_events set outcome = ?, handled_at = now() where id = ? and outcome is null", [outcome, id]);
    },
  };
}
