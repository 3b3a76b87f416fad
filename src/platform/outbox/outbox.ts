import { type EntityManager, rows, type Database } from "../database.js";
import type { JobDefinition, Jobs, JobWorker } from "../jobs.js";
import type { Logger } from "../logger.js";
import { OutboxMessage } from "./outbox-message.entity.js";

/** The contract of a domain event: its name, and the parser both ends use. Declared in src/events/. */
export interface EventContract<T extends object> {
  name: string;
  parse(payload: unknown): T;
}

export interface EventHandler<T extends object = object> {
  /** Unique among handlers; part of the job's id. */
  name: string;
  event: EventContract<T>;
  /** Runs at least once per event, so it must be safe to repeat. */
  handle(payload: T): Promise<void>;
}

/** Keeps an event's type together with its handler. */
export function on<T extends object>(event: EventContract<T>, name: string, handle: (payload: T) => Promise<void>): EventHandler {
  return { name, event, handle: handle as (payload: object) => Promise<void> };
}

/** Writes the event into the caller's transaction: it happens if and only if that commits. */
export function announce<T extends object>(em: EntityManager, event: EventContract<T>, payload: T): void {
  const message = new OutboxMessage();
  message.event = event.name;
  message.payload = event.parse(payload);
  em.persist(message);
}

interface Delivery {
  handler: string;
  payload: object;
}

const deliverEvent: JobDefinition<Delivery> = {
  name: "events",
  parse(payload) {
    const { handler, payload: event } = payload as Delivery;
    if (typeof handler !== "string" || typeof event !== "object" || event === null) throw new Error("not an event delivery");
    return { handler, payload: event };
  },
  options: { attempts: 20, backoff: { type: "exponential", delay: 500 } },
};

export interface Relay {
  /** Looks for new messages now rather than at the next tick. */
  nudge(): void;
  close(): Promise<void>;
}

const TICK_MS = 500;
const BATCH = 100;

/**
 * Moves outbox rows into the queue, one job per event and handler, and removes a row once its jobs are there. Dying in
 * between repeats the jobs under the same ids, which the queue drops while they wait. Several relays share the work.
 */
export function startRelay({
  db,
  jobs,
  log,
  handlers,
}: {
  db: Database;
  jobs: Jobs;
  log: Logger;
  handlers: readonly EventHandler[];
}): Relay {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  const worker: JobWorker = jobs.process(deliverEvent, { concurrency: 4, lockMs: 30_000 }, async ({ handler: name, payload }) => {
    const handler = byName.get(name);
    if (!handler) return log.warn({ handler: name }, "event dropped: no such handler any more");
    await handler.handle(handler.event.parse(payload));
  });

  const relayBatch = () =>
    db.em.fork().transactional(async (em) => {
      const messages = await rows<{ id: string; event: string; payload: object }>(
        em as EntityManager,
        `select id, event, payload from outbox order by created_at limit ${BATCH} for update skip locked`,
      );
      for (const { id, event, payload } of messages) {
        const interested = handlers.filter((handler) => handler.event.name === event);
        await Promise.all(interested.map(({ name }) => jobs.add(deliverEvent, { handler: name, payload }, `${id}-${name}`)));
      }
      if (messages.length > 0) await em.nativeDelete(OutboxMessage, { id: { $in: messages.map(({ id }) => id) } });
      return messages.length;
    });

  let closed = false;
  let wake: () => void = () => undefined;
  const loop = (async () => {
    while (!closed) {
      // Asked first: no transaction, with its rows locked, waits for a Redis that is away.
      const moved = await (jobs.reachable() ? relayBatch() : Promise.resolve(0)).catch((error: unknown) => {
        log.warn({ err: error }, "outbox relay will try again");
        return 0;
      });
      if (moved === BATCH || closed) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TICK_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    nudge: () => wake(),
    async close() {
      closed = true;
      wake();
      await loop;
      await worker.close();
    },
  };
}
