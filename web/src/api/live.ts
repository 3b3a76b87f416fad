/**
 * One WebSocket for all subscriptions. Each subscription begins with the present state, so after a lost connection it is simply sent
 * again: docs/frontend.md#subscriptions.
 */
import { createClient, type Client } from "graphql-ws/client";
import { createStore } from "../store.js";
import { Failure, offline, type GraphQLFault } from "./failure.js";
import type { TypedDocumentString } from "./generated.js";
import { ENDPOINT } from "./post.js";
import { accessToken, refresh, sessionNumber } from "./session.js";

const LONGEST_WAIT_MS = 30_000;
const REFUSED = 4403;

/** "reconnecting" while a subscription waits for its connection. */
export const connection = createStore<"idle" | "open" | "reconnecting">("idle");

interface CloseLike {
  code: number;
  reason: string;
}

const isClose = (event: unknown): event is CloseLike => typeof event === "object" && event !== null && "code" in event;

let client: Client | null = null;
let usedSession = -1;

/** A new one after signing in or out: a socket acts as the account that opened it. */
function currentClient(): Client {
  if (client && usedSession === sessionNumber.get()) return client;
  void client?.dispose();
  usedSession = sessionNumber.get();
  let refused = false;
  client = createClient({
    url: ENDPOINT.href.replace(/^http/, "ws"),
    connectionParams: async () => {
      if (refused) await refresh();
      refused = false;
      const current = accessToken.get();
      return current ? { authorization: `Bearer ${current}` } : {};
    },
    on: {
      connected: () => connection.set("open"),
      closed: (event) => {
        if (isClose(event)) refused = event.code === REFUSED;
        connection.set(isClose(event) && event.code === 1000 ? "idle" : "reconnecting");
      },
    },
    shouldRetry: (event) => !(isClose(event) && event.code === REFUSED && ["ENDED", "INVALID"].includes(event.reason)),
    retryAttempts: Infinity,
    // A random wait that grows, so that not all clients come back at the same moment after a restart.
    retryWait: (tries) =>
      new Promise((resolve) => {
        const waited = setTimeout(done, Math.random() * Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries));
        // The network is back: no reason to wait any longer.
        addEventListener("online", done);
        function done() {
          clearTimeout(waited);
          removeEventListener("online", done);
          resolve();
        }
      }),
  });
  return client;
}

interface Listener<Data> {
  next(data: Data): void;
  failed(failure: Failure): void;
  complete?(): void;
}

/** Returns the function that ends the subscription. */
export function watch<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { next, failed, complete }: Listener<Data>,
): () => void {
  return currentClient().subscribe<Data>(
    { query: document.toString(), variables },
    {
      next({ data, errors }) {
        const fault = errors?.[0] as GraphQLFault | undefined;
        if (fault) failed(new Failure(fault));
        else if (data) next(data);
      },
      error(error) {
        failed(Array.isArray(error) ? new Failure(error[0] as GraphQLFault) : offline());
      },
      complete: () => complete?.(),
    },
  );
}
