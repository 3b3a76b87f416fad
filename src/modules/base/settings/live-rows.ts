import { SECOND_MS } from "../../../kernel/units.js";
import { within } from "../../../kernel/within.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { Topic, Topics } from "../../../platform/redis/topics.js";
import type { BackgroundWork } from "../../contracts/module.js";

/** A small table that every process holds in memory. */
export interface LiveRows<R extends object> {
  /** As they were last read; empty before that. */
  current(): readonly R[];
  /** Reads now. Rejects when the table can't be read. */
  refresh(): Promise<void>;
  /** To be called after the commit of a change: reads again here, and has every other process read again. */
  changed(): Promise<void>;
  /** Reads, and keeps reading: when told, when Redis has come back, and every now and then, as telling may fail. */
  start(): Promise<BackgroundWork>;
}

const ALL = "all";
const PERIOD_MS = 15 * SECOND_MS;
/** While nothing could be read. */
const FIRST_PERIOD_MS = SECOND_MS;
/** A process starts also while PostgreSQL is away. */
const START_PATIENCE_MS = 3 * SECOND_MS;

interface Dependencies {
  db: Database;
  topics: Topics;
  log: Logger;
}

export function createLiveRows<R extends object>(name: string, sql: string, { db, topics, log }: Dependencies): LiveRows<R> {
  /** Only a nudge: what has changed is read from the table, so messages may overtake each other. */
  const topic: Topic<object> = { name: `${name}-changed`, parse: (payload) => Object(payload) as object };
  let current: readonly R[] = [];
  let isRead = false;
  let reading: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const read = async () => {
    next = undefined;
    current = await rows<R>(db.em.fork(), sql);
    isRead = true;
  };
  /** One after the other, so that an older answer never replaces a newer one; who asks meanwhile shares the next one. */
  const refresh = () => (next ??= reading = reading.then(read, read));
  const refreshQuietly = () => void refresh().catch((error: unknown) => log.warn({ table: name, err: error }, "will be read again"));

  return {
    current: () => current,
    refresh,

    async changed() {
      topics.publish(topic, ALL, {}).catch((error: unknown) => log.warn({ table: name, err: error }, "change not told"));
      await refresh();
    },

    async start() {
      await within(START_PATIENCE_MS, refresh()).catch((error: unknown) => log.warn({ table: name, err: error }, "not read yet"));
      let closed = false;
      const cleanups = [topics.onReconnect(refreshQuietly)];
      // Not waited for, as Redis may be away.
      topics
        .subscribe(topic, ALL, refreshQuietly)
        .then((unsubscribe) => {
          if (closed) return unsubscribe();
          cleanups.push(unsubscribe);
          refreshQuietly();
        })
        .catch((error: unknown) => log.warn({ table: name, err: error }, "changes are seen late"));
      let timer: NodeJS.Timeout | undefined;
      const tick = () => {
        refreshQuietly();
        timer = setTimeout(tick, isRead ? PERIOD_MS : FIRST_PERIOD_MS);
      };
      timer = setTimeout(tick, isRead ? PERIOD_MS : FIRST_PERIOD_MS);
      return {
        async close() {
          closed = true;
          clearTimeout(timer);
          for (const cleanup of cleanups) cleanup();
          await reading.catch(() => undefined);
        },
      };
    },
  };
}
