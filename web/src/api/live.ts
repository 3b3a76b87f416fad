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

/** The token will not work again. */
const isFinal = ({ code, reason }: CloseLike): boolean => code === REFUSED && ["ENDED", "INVALID"].includes(reason);
const isClose = (event: unknown): event is CloseLike => typeof event === "object" && event !== null && "code" in event;

/** A connection that comes back by itself. `credentials` is asked each time; `refused` says that the server did not accept the last ones. */
export function connect(credentials: (refused: boolean) => Promise<string | null>): Client {
  let refused = false;
  return createClient({
    url: ENDPOINT.href.replace(/^http/, "ws"),
    connectionParams: async () => {
      const token = await credentials(refused);
      refused = false;
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      connected: () => connection.set("open"),
      closed: (event) => {
        if (isClose(event)) refused = event.code === REFUSED;
        connection.set(isClose(event) && (event.code === 1000 || isFinal(event)) ? "idle" : "reconnecting");
      },
    },
    shouldRetry: (event) => !(isClose(event) && isFinal(event)),
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
}

let client: Client | null = null;
let usedSession = -1;

/** A new one after signing in or out: a socket acts as the account that opened it. */
function currentClient(): Client {
  if (client && usedSession === sessionNumber.get()) return client;
  void client?.dispose();
  usedSession = sessionNumber.get();
  client = connect(async (refused) => {
    if (refused) await refresh();
    return accessToken.get();
  });
  return client;
}

export interface Listener<Data> {
  next(data: Data): void;
  failed(failure: Failure): void;
  complete?(): void;
}

/** Returns the function that ends the subscription. */
export function watch<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  listener: Listener<Data>,
): () => void {
  return follow(currentClient(), document, variables, listener);
}

/** The same over a connection of one's own. */
export function follow<Data, Variables extends Record<string, unknown>>(
  by: Client,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { next, failed, complete }: Listener<Data>,
): () => void {
  return by.subscribe<Data>(
    { query: document.toString(), variables },
    {
      next({ data, errors }) {
        const fault = errors?.[0] as GraphQLFault | undefined;
        if (fault) failed(new Failure(fault));
        else if (data) next(data);
      },
      error(error) {
        if (Array.isArray(error)) failed(new Failure(error[0] as GraphQLFault));
        else if (isClose(error) && isFinal(error)) failed(new Failure({ message: error.reason, extensions: { code: "UNAUTHENTICATED" } }));
        else failed(offline());
      },
      complete: () => complete?.(),
    },
  );
}
