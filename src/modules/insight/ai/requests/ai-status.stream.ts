import { SECOND_MS } from "../../../../kernel/units.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { isFinal } from "./ai-kinds.js";
import { aiRequestTopic, type AiPieceEvent, type AiPieces } from "./ai-pieces.js";
import type { AiRequestRow } from "./ai-request.rows.js";
import { createTextFeed } from "./text-feed.js";

export interface AiUpdate {
  request: AiRequestRow;
  text: string;
  startsOver: boolean;
}

interface Dependencies {
  pubSub: PubSub;
  log: Logger;
  pieces: AiPieces;
  read(id: string): Promise<AiRequestRow | undefined>;
}

/** In case Redis loses a message without losing the connection. */
const REREAD_MS = 10 * SECOND_MS;

/**
 * Runs in the API. Subscribes, then reads the row and the pieces so far; later pieces arrive with their text. A piece that does not follow
 * the last one means that some were lost: row and pieces are read again, as after each reconnect and on a slow timer. So a watcher gets the
 * text in order, each character once, whenever it comes, and always the final state. Memory of a slow watcher: one text.
 */
export async function watchAiRequest(id: string, { pubSub, log, pieces, read }: Dependencies): Promise<AsyncIterableIterator<AiUpdate>> {
  const cleanups: (() => void)[] = [];
  const feed = createTextFeed();
  let row: AiRequestRow | undefined;
  let sentState = "";
  let gone = false;
  let closed = false;
  let last = { attempt: 0, sequence: 0 };
  let known = "";
  let wake: (() => void) | undefined;
  let reading = false;
  let again = false;

  const take = ({ attempt, sequence, startsOver, text }: AiPieceEvent) => {
    if (attempt > last.attempt) known = "";
    last = { attempt, sequence };
    known = startsOver ? text : known + text;
    feed.know(known);
  };
  const isNew = ({ attempt, sequence }: AiPieceEvent) => attempt > last.attempt || (attempt === last.attempt && sequence > last.sequence);
  const follows = ({ attempt, sequence }: AiPieceEvent) => (attempt === last.attempt ? sequence === last.sequence + 1 : sequence === 1);

  const readOnce = async () => {
    const found = await read(id);
    if (!found) gone = true;
    else {
      row = found;
      if (isFinal(found.status)) feed.settle(found.text);
      else for (const piece of await pieces.of(id, found.attempt)) if (isNew(piece)) take(piece);
    }
    wake?.();
  };
  const refresh = async () => {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again && !closed) {
        again = false;
        await readOnce();
      }
    } catch (error) {
      log.warn({ err: error }, "AI request not read again");
    } finally {
      reading = false;
    }
  };
  const close = () => {
    closed = true;
    cleanups.splice(0).forEach((cleanup) => cleanup());
    wake?.();
  };
  const ended = () => gone || (row !== undefined && isFinal(row.status));

  try {
    cleanups.push(
      await pubSub.subscribe(aiRequestTopic, id, ({ piece }) => {
        if (!piece || (isNew(piece) && !follows(piece))) return void refresh();
        if (!isNew(piece)) return;
        take(piece);
        wake?.();
      }),
    );
    cleanups.push(pubSub.onReconnect(() => void refresh()));
    const timer = setInterval(() => void refresh(), REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    reading = true;
    await readOnce();
    reading = false;
    if (again) void refresh();
  } catch (error) {
    close();
    throw error;
  }

  /** The next update, if something is new. The state of the row counts too. */
  const update = (): AiUpdate | null => {
    if (!row) return null;
    const step = feed.next();
    const state = `${row.status} ${row.attempt}`;
    if (!step && state === sentState) return null;
    // A client that subscribes again after a lost connection may still hold text.
    const isFirst = sentState === "";
    sentState = state;
    return { request: row, text: step?.text ?? "", startsOver: isFirst || (step?.startsOver ?? false) };
  };
  const done = { value: undefined, done: true } as const;
  const updates: AsyncIterableIterator<AiUpdate> = {
    async next() {
      for (;;) {
        if (closed) return done;
        const value = update();
        if (value) return { value, done: false };
        if (ended()) {
          close();
          return done;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    return() {
      close();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => updates,
  };
  return updates;
}
