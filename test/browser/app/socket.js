// socket.js: one WebSocket for all subscriptions. Each subscription begins with the present state, so coming back is safe.
import { createClient } from "graphql-ws";
import { API, currentToken, refresh } from "./session.js";

let refused = false;

export const socket = createClient({
  url: API.href.replace(/^http/, "ws"),
  connectionParams: async () => {
    if (refused) await refresh();
    refused = false;
    return currentToken() ? { authorization: `Bearer ${currentToken()}` } : {};
  },
  on: { closed: ({ code }) => (refused = code === 4403) },
  // Nothing helps but signing in where the session has ended; all else is worth another try.
  shouldRetry: ({ code, reason }) => !(code === 4403 && ["ENDED", "INVALID"].includes(reason)),
  retryAttempts: Infinity,
  // A random wait that grows, so that not all clients come back in the same moment after a restart.
  retryWait: (tries) => new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(30_000, 500 * 2 ** tries))),
});
