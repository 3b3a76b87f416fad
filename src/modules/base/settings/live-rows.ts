import * as z from "zod";
import { contract } from "../../../kernel/contract.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { within } from "../../../kernel/within.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import type { BackgroundWork } from "../../contracts/module.js";

/** A small table that every process caches in memory. */
export interface LiveRows<R extends object> {
  /** The rows as last read; empty before the first read. */
  current(): readonly R[];
  /** Reads now. Rejects if the table cannot be read. */
  refresh(): Promise<void>;
  /** After the commit of `tx`, re-reads here and triggers a re-read in all other processes. */
  changed(tx: Transaction): void;
  /** Reads, then re-reads on notification, after a Redis reconnect, and periodically, because notifications may be lost. */
  start(): Promise<BackgroundWork>;
}

const ALL = "all";
const PERIOD_MS = 15 * SECOND_MS;
/** Until the first successful read. */
const FIRST_PERIOD_MS = SECOND_MS;
/** A process also starts while PostgreSQL is down. */
const START_PATIENCE_MS = 3 * SECOND_MS;

const noPayload = z.object({});

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

export function createLiveRows<R extends object>(name: string, sql: string, { db, pubSub, log }: Dependencies): LiveRows<R> {
  /** Only a trigger: the change itself is read from the table, so the order of messages does not matter. */
  const topic = contract(`${name}-changed`, noPayload);
  let current: readonly R[] = [];
  let isRead = false;
  let reading: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const read = async () => {
    next = undefined;
    current = await rows<R>(db.em.fork(), sql);
    isRead = true;
  };
  /** Serialized, so that an older result never replaces a newer one. Concurrent callers share the next read. */
  const refresh = () => (next ??= reading = reading.then(read, read));
  const refreshQuietly = () => void refresh().catch((error: unknown) => log.warn({ table: name, err: error }, "not read; will be retried"));

  return {
    current: () => current,
    refresh,

    changed(tx) {
      tx.afterCommit(() => {
        pubSub.publish(topic, ALL, {}).catch((error: unknown) => log.warn({ table: name, err: error }, "change not published"));
        return refresh();
      });
    },

    async start() {
      await within(START_PATIENCE_MS, refresh()).catch((error: unknown) =>
        log.warn({ table: name, err: error }, "not read at startup; will be retried"),
      );
      let closed = false;
      const cleanups = [pubSub.onReconnect(refreshQuietly)];
      // Not awaited, because Redis may be down.
      pubSub
        .subscribe(topic, ALL, refreshQuietly)
        .then((unsubscribe) => {
          if (closed) return unsubscribe();
          cleanups.push(unsubscribe);
          refreshQuietly();
        })
        .catch((error: unknown) => log.warn({ table: name, err: error }, "not subscribed; changes are applied late"));
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
