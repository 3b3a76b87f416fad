import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { CLOSE, type CloseReason, type LiveClient } from "../websocket/live-client.js";

/** One response of text/event-stream, as graphql-sse's protocol has it where each operation has a connection of its own. */
export interface EventStream extends LiveClient {
  begin(headers: OutgoingHttpHeaders): void;
  /** Resolves when more may be sent: a slow reader is waited for. */
  next(result: ExecutionResult | { errors: GraphQLFormattedError[] }): Promise<void>;
  /** Ends the operation, after which the client does not come back by itself. */
  complete(): void;
  look(now: number): void;
}

interface Options {
  response: ServerResponse;
  address: string;
  userAgent: string;
  keepAliveMs: number;
  lookEveryMs: number;
  takeAccount(userId: string): (() => void) | null;
}

/** What a client that does not read may leave in our buffers when it is told to go. */
const CLOSING_PATIENCE_MS = 3000;
const COMMENT = ":\n\n";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // Nothing on the way may hold events back to compress or to keep them.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  connection: "keep-alive",
};

/** Tells in the last event why a credential can't be honoured any more; the client then comes back by itself with its next token. */
const TOKEN_REFUSED = 4403;
const REFUSED = "The access token can no longer be used. Refresh the session and subscribe again.";

export function createEventStream({ response, address, userAgent, keepAliveMs, lookEveryMs, takeAccount }: Options): EventStream {
  const callbacks: (() => void)[] = [];
  let isOpen = true;
  let endsAt = Infinity;
  let lookIn = Math.random() * keepAliveMs;
  let wasStuck = false;

  const write = (text: string) => isOpen && !response.writableEnded && response.write(text);
  const leave = () => {
    if (!isOpen) return;
    isOpen = false;
    callbacks.forEach((callback) => callback());
  };
  response.once("close", leave);
  response.on("error", () => undefined);

  const close = (why: CloseReason) => {
    if (!isOpen) return;
    const { code, reason } = why;
    if (code === TOKEN_REFUSED) write(eventOf({ errors: [{ message: REFUSED, extensions: { code: "UNAUTHENTICATED", reason } }] }));
    leave();
    if (why === CLOSE.NOT_READING) return response.destroy();
    // Without `complete`: clients of graphql-sse then connect again.
    if (response.headersSent) response.end();
    setTimeout(() => response.destroy(), CLOSING_PATIENCE_MS).unref();
  };

  return {
    address,
    userAgent,
    isOpen: () => isOpen,
    close,
    onClose: (callback) => void callbacks.push(callback),
    belongsTo(userId) {
      const leaveAccount = takeAccount(userId);
      if (leaveAccount) callbacks.push(leaveAccount);
      return leaveAccount !== null;
    },
    endsAt: (time) => void (endsAt = time.getTime()),

    begin(headers) {
      response.writeHead(200, { ...headers, ...HEADERS });
      // Some browsers take a response for begun with its first byte.
      write(COMMENT);
    },

    async next(result) {
      if (!write(eventOf(result)) && isOpen) {
        await new Promise<void>((resolve) => {
          const go = () => {
            response.off("drain", go).off("close", go);
            resolve();
          };
          response.on("drain", go).on("close", go);
          callbacks.push(go);
        });
      }
    },

    complete() {
      write("event: complete\ndata:\n\n");
      leave();
      response.end();
    },

    look(now) {
      if (endsAt <= now) close(CLOSE.TOKEN_EXPIRED);
      lookIn -= lookEveryMs;
      if (lookIn > 0 || !isOpen || !response.headersSent) return;
      lookIn = keepAliveMs;
      const isStuck = response.writableNeedDrain;
      if (isStuck && wasStuck) return close(CLOSE.NOT_READING);
      wasStuck = isStuck;
      if (!isStuck) write(COMMENT);
    },
  };
}

function eventOf(result: ExecutionResult | { errors: GraphQLFormattedError[] }): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}
