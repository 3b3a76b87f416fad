/** What an API and a worker hold in memory while nothing happens, and an API under 200 connections. */
import { once } from "node:events";
import { Agent, request } from "node:http";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { createInstallation } from "./support/installation.mjs";

const SETTLE_MS = 5000;
const CONNECTIONS = 200;
const LOAD_MS = 15_000;
const BODY = JSON.stringify({ query: "{ problems(first: 50) { nodes { id title difficulty topics { name } } } languages { id slug } }" });

async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  try {
    const api = await installation.startApi();
    const worker = await installation.startWorker();
    await delay(SETTLE_MS);
    row({ what: "resident memory of an idle API", value: await residentMb(api.pid), unit: "MB" });
    row({ what: "resident memory of an idle worker", value: await residentMb(worker.pid), unit: "MB" });
    row({ what: `most resident memory of an API under ${CONNECTIONS} connections`, value: await loadedMb(api), unit: "MB" });
  } finally {
    await installation.stop();
  }
}

/** The most that the API holds while each connection asks one query after the other. */
async function loadedMb({ pid, url }) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const end = Date.now() + LOAD_MS;
  const ask = async () => {
    const sent = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } });
    sent.end(BODY);
    const [answer] = await once(sent, "response");
    answer.resume();
    await once(answer, "end");
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
  };
  let most = 0;
  const clients = Array.from({ length: CONNECTIONS }, async () => {
    while (Date.now() < end) await ask();
  });
  const watching = (async () => {
    while (Date.now() < end) {
      most = Math.max(most, await residentMb(pid));
      await delay(200);
    }
  })();
  await Promise.all([...clients, watching]);
  agent.destroy();
  return most;
}
