// urql.js: urql with all of that.
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { API, authorizedFetch } from "./session.js";
import { socket } from "./socket.js";

export const client = new Client({
  url: API.href,
  preferGetMethod: false,
  fetch: authorizedFetch,
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (operation) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...operation, query: operation.query ?? "" }, sink) }),
      }),
    }),
  ],
});
