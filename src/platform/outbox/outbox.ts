import * as z from "zod";
import type { EntityManager, Database } from "../database/database.js";
import { deferred, prepared } from "../database/prepared.js";
import type { Contract } from "../../kernel/contract.js";
import { newId } from "../../kernel/ids.js";
import { anyObject, id } from "../../kernel/schemas.js";
import { keepFailedJob } from "../failed-jobs/failed-jobs.js";
import { defineJob } from "../jobs/job.js";
import type { Jobs } from "../jobs/jobs.js";
import type { JobWorker } from "../jobs/workers.js";
import type { Logger } from "../telemetry/logger.js";
import { OutboxMessage } from "./outbox-message.entity.js";

export interface EventHandler<T extends object = object> {
  /** Unique among handlers; part of the job id. */
  name: string;
  event: Contract<T>;
  /** Runs at least once per event, so it must be idempotent; `eventId` is the same each time. */
  handle(payload: T, eventId: string): Promise<void>;
}

/** Ties a handler to the type of its event. */
export function on<T extends object>(event: Contract<T>, name: string, handle: EventHandler<T>["handle"]): EventHandler {
  return { name, event, handle: handle as EventHandler["handle"] };
}

/** Writes the event in the caller's transaction: it is published if and only if that commits. */
export function announce<T extends object>(em: EntityManager, event: Contract<T>, payload: T): void {
  const message = new OutboxMessage();
  message.event = event.name;
  message.payload = event.parse(payload);
  em.persist(message);
}

/** The same as part of a statement, where each one counts. */
export function announcing<T extends object>(event: Contract<T>, payload: T): { sql: string; params: readonly unknown[] } {
  return {
    sql: "insert into outbox (id, event, payload) values (?, ?, ?::jsonb)",
    params: [newId(), event.name, JSON.stringify(event.parse(payload))],
  };
}

/** Three days of retries: 19 delays, the first of 500 ms, each twice the previous one. */
const ATTEMPTS = 20;

export const deliverEvent = defineJob({
  name: "events",
  description: "Delivers domain events to their handlers, such as notifications and statistics.",
  payload: z.object({ messageId: id, handler: z.string(), payload: anyObject }),
  options: { attempts: ATTEMPTS, backoff: { type: "exponential", delay: 500 } },
});

const deliveryId = (messageId: string, handler: string) => `${messageId}-${handler}`;

export interface Relay {
  close(): Promise<void>;
}

const TICK_MS = 500;
const BATCH = 100;
/** How long a killed worker delays its delivery; a live worker renews its lock. */
const LOCK_MS = 10_000;
/** A row with unfinished handlers is enqueued again after this time: a waiting job is not duplicated, a lost one is restored. */
const AGAIN_MS = 10_000;

/**
 * Enqueues outbox rows, one job per event and handler; each job removes its handler from the row, and the last one deletes the row.
 * Anything that crashes or gets lost in between is repeated. Several relays can run concurrently.
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
  const worker: JobWorker = jobs.process(deliverEvent, { concurrency: 4, lockMs: LOCK_MS }, async (delivery, { attempt }) => {
    const { messageId, handler: name, payload } = delivery;
    const handler = byName.get(name);
    if (!handler) log.warn({ handler: name }, "event dropped: its handler no longer exists");
    try {
      await handler?.handle(handler.event.parse(payload), messageId);
    } catch (error) {
      if (attempt < ATTEMPTS) throw error;
      // Stored for the admins in the transaction that removes it from the outbox, so it is always in exactly one of the two.
      await db.transaction(async (em) => {
        const jobId = deliveryId(messageId, name);
        await keepFailedJob(em, { queue: deliverEvent.name, jobId, payload: delivery, attempts: attempt, error });
        await strikeOff(em, messageId, name);
      });
      return log.error({ messageId, handler: name, err: error }, "event failed: its handler failed permanently");
    }
    await strikeOff(db.em, messageId, name);
  });

  /** One statement, so one commit. The lock shows which deliveries other handlers of the event have removed meanwhile. */
  const strikeOff = async (em: EntityManager, messageId: string, handler: string) => {
    await prepared(
      em,
      `with rest as (select o.id, array_remove(o.pending, ?) as pending from outbox o where o.id = ? for update),
       done as (delete from outbox o using rest r where o.id = r.id and r.pending = '{}')
       update outbox o set pending = r.pending from rest r where o.id = r.id and r.pending <> '{}'`,
      [handler, messageId],
    );
  };

  const interested = (event: string) => handlers.filter((handler) => handler.event.name === event).map(({ name }) => name);
  const relayBatch = () =>
    db.transaction(async (em) => {
      const messages = await prepared<{ id: string; event: string; payload: object; pending: string[] | null }>(
        em,
        `select id, event, payload, pending from outbox where due_at <= now() order by due_at limit ${BATCH} for update skip locked`,
        [],
      );
      if (messages.length === 0) return 0;
      const deliveries: { payload: { messageId: string; handler: string; payload: object }; id: string }[] = [];
      for (const { id, event, payload, pending } of messages) {
        const names = pending ?? interested(event);
        for (const name of names) deliveries.push({ payload: { messageId: id, handler: name, payload }, id: deliveryId(id, name) });
      }
      await jobs.addAll(deliverEvent, deliveries);
      for (const event of new Set(messages.map((message) => message.event))) {
        await deferred(
          em,
          `update outbox set pending = coalesce(pending, ?::text[]), due_at = now() + interval '${AGAIN_MS} milliseconds'
           where id = any(?::uuid[])`,
          [`{${interested(event).join(",")}}`, `{${messages.filter((message) => message.event === event).map(({ id }) => id)}}`],
        );
      }
      await deferred(em, "delete from outbox where id = any(?::uuid[]) and pending = '{}'", [
        `{${messages.map(({ id }) => id).join(",")}}`,
      ]);
      return messages.length;
    });

  let closed = false;
  let wake: () => void = () => undefined;
  const loop = (async () => {
    while (!closed) {
      // Checked first, so no transaction with locked rows waits for an unreachable Redis.
      const moved = await (jobs.reachable() ? relayBatch() : Promise.resolve(0)).catch((error: unknown) => {
        log.warn({ err: error }, "outbox relay failed; will be retried");
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
    async close() {
      closed = true;
      wake();
      await loop;
      await worker.close();
    },
  };
}
