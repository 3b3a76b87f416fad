/** A client as a learner's browser is one: GraphQL over HTTP, subscriptions over one WebSocket. */
import { Agent, request as httpRequest } from "node:http";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { keyOf } from "../../../scripts/lib/global-id.mjs";

export function clientOf({ url, wsUrl }, token) {
  const agent = new Agent({ keepAlive: true });
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  // Connects at the first subscription, and stays connected until it is closed.
  const sockets = createClient({
    url: wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: authorization,
    lazyCloseTimeout: 600_000,
  });
  return {
    token,
    /** Resolves to the data; throws the first error. */
    request: (query, variables = {}) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify({ query, variables });
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...authorization };
        const sent = httpRequest(url, { method: "POST", agent, headers }, (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
          response.on("end", () => {
            const { data, errors } = JSON.parse(Buffer.concat(chunks).toString());
            if (errors) reject(new Error(errors[0].message));
            else resolve(data);
          });
        });
        sent.on("error", reject).end(body);
      }),
    subscribe: (query, variables = {}) => sockets.iterate({ query, variables }),
    async close() {
      agent.destroy();
      await sockets.dispose();
    },
  };
}

const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }`;

/** A new account, signed in. With a role other than LEARNER it is given that role in the database. */
export async function createPerson(installation, api, { name, role }) {
  const input = { email: `${name}@codequest.example`, username: name, password: "Sesame-Open-1" };
  const { register } = await clientOf(api).request(REGISTER, { input });
  const userId = keyOf(register.user.id);
  if (role) await installation.sql("update users set role = $2 where id = $1", [userId, role]);
  return Object.assign(clientOf(api, register.accessToken), { userId });
}
