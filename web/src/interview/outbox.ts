/** Changes of the shared code on their way to the server: gathered, in order, one request at a time, kept until the server has them. */
import { mergeUpdates } from "yjs";
import { asFailure, type Failure } from "../api/failure.js";

const GATHER_MS = 200;
const AGAIN_MS = 2_000;
/** The server takes 32 KiB. Merging adds a few bytes. */
const MOST_BYTES = 30 * 1024;
/** Repeating these changes nothing. */
const FINAL = ["BAD_USER_INPUT", "CONFLICT", "FORBIDDEN", "NOT_FOUND", "UNAUTHENTICATED"];

export interface Outbox {
  add(update: Uint8Array): void;
  /** Sends now. Resolves when all is sent, or sending has failed. */
  flush(): Promise<void>;
}

export function createOutbox(
  send: (update: Uint8Array) => Promise<unknown>,
  tell: (state: "sent" | "sending" | "failed", failure: Failure | null) => void,
): Outbox {
  const waiting: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;

  const next = (): Uint8Array[] => {
    let bytes = 0;
    const over = waiting.findIndex((update, at) => (bytes += update.length) > MOST_BYTES && at > 0);
    return waiting.slice(0, over < 0 ? waiting.length : over);
  };
  const later = (ms: number) => (timer ??= setTimeout(() => void flush(), ms));
  const sendAll = async () => {
    try {
      while (waiting.length > 0) {
        const taken = next();
        await send(mergeUpdates(taken));
        waiting.splice(0, taken.length);
      }
      tell("sent", null);
    } catch (error) {
      const failure = asFailure(error);
      stopped = FINAL.includes(failure.code);
      tell("failed", failure);
      if (!stopped) later(failure.extensions.retryAfterMs ?? AGAIN_MS);
    }
  };
  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stopped) return Promise.resolve();
    running ??= sendAll().finally(() => (running = null));
    return running;
  };
  return {
    add(update) {
      if (stopped) return;
      waiting.push(update);
      tell("sending", null);
      if (!running) later(GATHER_MS);
    },
    flush,
  };
}
