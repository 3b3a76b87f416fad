/** What authenticating costs a request, and what a flood of sign-ins does to others. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createInstallation } from "./support/installation.mjs";
import { besideABusyCore, paced } from "./support/paced.mjs";

const REQUESTS = 4000;
const CONNECTIONS = 8;
const PACE = { perSecond: 60, seconds: 12 };
const LOGINS_AT_ONCE = 40;
const IMPATIENT_MS = 250;
const WARM_UP_MS = 1000;
const TICKS_PER_SECOND = 100;
/** Others wait no longer beside a flood than beside a process that keeps a core busy, but for this factor. */
const FLOOD_RATIO = 1.5;

const QUERY = "{ me { id } }";
const PLAIN = "{ __typename }";

export async function run({ row, env }) {
  const installation = await createInstallation({ ...env, BCRYPT_COST: "12", TRUST_PROXY: "127.0.0.1", QUERY_COST_PER_MINUTE: "0" });
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  try {
    const api = await installation.startApi();
    const post = poster(agent, api.url);
    const name = `u-${randomUUID().slice(0, 8)}`;
    const { data } = await post(
      `mutation { register(input: { email: "${name}@codequest.example", username: "${name}", password: "Sesame-Open-1" }) { accessToken } }`,
    );
    const signedIn = { authorization: `Bearer ${data.register.accessToken}` };

    await cpuPerRequest(api.pid, () => post(QUERY, signedIn)); // warm
    const value = await cpuPerRequest(api.pid, () => post(PLAIN, signedIn));
    const baselineValue = await cpuPerRequest(api.pid, () => post(PLAIN));
    row({ what: "CPU of a request that is signed in, mean", value, unit: "ms", baseline: "the same, by nobody", baselineValue });

    const ask = () => post(QUERY, signedIn);
    const quiet = await paced(ask, PACE);
    row({ what: `request, signed in, p99 at ${PACE.perSecond}/s`, value: quiet, unit: "ms" });
    const busy = await besideABusyCore(() => paced(ask, PACE));
    const flooded = await besideAFlood(post, () => paced(ask, PACE));
    const against = { baseline: "beside a process that keeps a core busy", baselineValue: busy, target: { ratioAtMost: FLOOD_RATIO } };
    row({ what: "the same beside a flood of sign-ins, p99", value: flooded, unit: "ms", ...against });
  } finally {
    agent.destroy();
    await installation.stop();
  }
}

const poster =
  (agent, url) =>
  (query, headers = {}) =>
    new Promise((resolve, reject) => {
      const options = { agent, method: "POST", headers: { "content-type": "application/json", ...headers } };
      const request = httpRequest(url, options, (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve(JSON.parse(text)));
      });
      request.on("error", reject).end(JSON.stringify({ query }));
    });

function cpuSeconds(pid) {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

async function cpuPerRequest(pid, ask) {
  const before = cpuSeconds(pid);
  let left = REQUESTS;
  const client = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return ((cpuSeconds(pid) - before) / REQUESTS) * 1000;
}

/** Each from an address of its own, so that only the queue of hashes stands against it. */
async function besideAFlood(post, measure) {
  let flooding = true;
  const flood = async () => {
    await delay(Math.random() * WARM_UP_MS);
    while (flooding) {
      const address = Array.from({ length: 4 }, () => 1 + Math.floor(Math.random() * 250)).join(".");
      const login = `mutation { login(input: { email: "${randomUUID()}@codequest.example", password: "Sesame-Open-1" }) { expiresAt } }`;
      const { errors } = await post(login, { "x-forwarded-for": address });
      const { code, retryAfterMs } = errors[0].extensions;
      // Less than asked for, and each a while of its own: strangers do not knock in step.
      if (code === "RATE_LIMITED") await delay(Math.min(retryAfterMs, IMPATIENT_MS * (0.5 + Math.random())));
    }
  };
  const floods = Array.from({ length: LOGINS_AT_ONCE }, flood);
  await delay(WARM_UP_MS);
  const value = await measure();
  flooding = false;
  await Promise.all(floods);
  return value;
}
