/** A subscription to one row: its present state, then each change. */
import type { PubSub, PubSubTopic } from "../platform/redis/pub-sub.js";
import type { Logger } from "../platform/telemetry/logger.js";
import { watchRereads } from "./reread-stream.js";

const REREAD_MS = 10_000;

interface RowStream<R, M> {
  pubSub: PubSub;
  log: Logger;
  /** Its messages say that the row should be read again. */
  topic: PubSubTopic<M>;
  read(id: string): Promise<R | undefined>;
  /** Whether the row is read without a pause after this message, such as for its last state. Default: never. */
  urgent?(message: M): boolean;
  /** The stream ends after this state, or when the row is gone. */
  isFinal(row: R): boolean;
}

/** Runs in the API. The state of the row and each newer one, in order; the last one is never missed: see watchRereads. */
export async function watchRow<R extends { id: string }, M = unknown>(
  id: string,
  { read, isFinal, ...stream }: RowStream<R, M>,
): Promise<AsyncIterableIterator<R>> {
  let sent = "";
  return watchRereads<R, M>(id, {
    ...stream,
    capacity: 1,
    rereadMs: REREAD_MS,
    async read(inbox) {
      const row = await read(id);
      const text = JSON.stringify(row);
      if (row && text !== sent) inbox.push(row);
      sent = text;
      if (!row || isFinal(row)) inbox.end();
    },
  });
}
