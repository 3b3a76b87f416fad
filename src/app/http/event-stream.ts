import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { CLOSE, type CloseReason, type LiveClient } from "../websocket/live-client.js";

/** A text/event-stream response in graphql-sse's protocol, with one connection per operation. */
export interface EventStream extends LiveClient {
  begin(headers: OutgoingHttpHeaders): void;
  /** Resolves when more may be sent; waits for slow readers. */
  next(result: ExecutionResult | { errors: GraphQLFormattedError[] }): Promise<void>;
  /** Ends the operation; the client then does not reconnect. */
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

/** How long a client that does not read has to fetch buffered data when the stream is closed. */
const CLOSING_PATIENCE_MS = 3000;
const COMMENT = ":\n\n";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // Keeps intermediaries from buffering or compressing events.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  connection: "keep-alive",
};

/** Sent as the last event if the credential is no longer valid; the client then reconnects with its next token. */
const TOKEN_REFUSED = 4403;
const REFUSED = "The access token is no longer valid. Refresh the session and subscribe again.";

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
    // Without `complete`, clients of graphql-sse reconnect.
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
      // Some browsers consider a response open only after its first byte.
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
