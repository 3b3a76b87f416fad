/** A subscription to rows of a list that keeps changing: those that changed last, then each that changes. */
import { MINUTE_MS } from "../kernel/units.js";
import type { PubSub, PubSubTopic } from "../platform/redis/pub-sub.js";
import type { Logger } from "../platform/telemetry/logger.js";
import { watchRereads } from "./reread-stream.js";

const REREAD_MS = 30_000;
/** Some rows have a time of the program's clock instead of the database's. */
const OVERLAP_MS = MINUTE_MS;
/** Rows of one read, and unread ones that are kept. */
export const CHANGED_ROWS_MAX = 500;

interface ChangedRow {
  id: string;
  /** When what the viewer sees of it changed last. */
  changedAt: Date;
}

interface ChangedRowsStream<R extends ChangedRow> {
  pubSub: PubSub;
  log: Logger;
  /** Its messages say that the rows should be read again. */
  topic: PubSubTopic<unknown>;
  /** "all": begins with all rows, at most CHANGED_ROWS_MAX. "recent": with those that changed within the last minute. */
  from: "all" | "recent";
  /**
   * When the oldest open transaction began: see oldestTransaction. Rows are stamped when their transaction begins, and seen when it commits, so
   * each read continues where the oldest transaction began that was open before the last one.
   */
  horizon(): Promise<Date>;
  /** Rows that changed at or after this time and that the viewer may see now, the latest CHANGED_ROWS_MAX, oldest change first. */
  read(since: Date): Promise<R[]>;
}

/** Runs in the API. The last state of a row is never missed: see watchRereads. Never ends by itself. */
export function watchChangedRows<R extends ChangedRow>(
  key: string,
  { pubSub, log, topic, from, horizon, read }: ChangedRowsStream<R>,
): Promise<AsyncIterableIterator<R>> {
  let since = from === "all" ? 0 : Date.now() - OVERLAP_MS;
  const sent = new Map<string, { at: number; state: string }>();
  return watchRereads<R>(key, {
    ...{ pubSub, log, topic, capacity: CHANGED_ROWS_MAX, rereadMs: REREAD_MS },
    async read(inbox) {
      const next = (await horizon()).getTime() - OVERLAP_MS;
      for (const row of await read(new Date(since))) {
        const state = JSON.stringify(row);
        if (sent.get(row.id)?.state !== state) inbox.push(row);
        sent.set(row.id, { at: row.changedAt.getTime(), state });
      }
      since = Math.max(since, next);
      for (const [id, { at }] of sent) if (at < since) sent.delete(id);
    },
  });
}
