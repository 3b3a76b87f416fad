/** 5,000 sockets that are signed in and watch: what they cost while nothing happens, and how all of them come back at once. */
import { setTimeout as delay } from "node:timers/promises";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation, launch } from "./support/installation.mjs";
import { percentile, timed } from "./support/measure.mjs";
import { besideABusyCore } from "./support/paced.mjs";
import { cpuMs, rssBytes } from "./support/processes.mjs";
import { allowSockets, inBatches, openSocket, watch } from "./support/sockets.mjs";

const SOCKETS = 5000;
const ACCOUNTS = 10;
const IDLE_SECONDS = 30;
const WATCH = "subscription { mySubmissionUpdates { submissionId status verdict testsFinished testsTotal } }";
const BUSY_MS = 5000;
const MIB = 2 ** 20;

/** Kilobytes a socket, once the garbage of opening them had time to go. */
async function kilobytesEach(pid, open) {
  const before = rssBytes(pid);
  const sockets = await open();
  await delay(5000);
  return { sockets, each: (rssBytes(pid) - before) / SOCKETS / 1024 };
}

async function postEvery(url, token, ms, signal) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query: "{ me { username } }" });
  const times = [];
  while (!signal.aborted) {
    times.push(await timed(async () => (await fetch(url, { method: "POST", headers, body })).text()));
    await delay(ms);
  }
  return times;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = launch([inRoot("test", "bench", "baselines", "ws-broadcast.mjs")], installation.env);
  // All clients have one address.
  const limits = { CONNECTIONS_PER_ADDRESS: "20000", SOCKETS_PER_ADDRESS: "20000", SOCKETS_PER_ACCOUNT: "20000" };
  let open = [];
  const leave = () => open.splice(0).forEach((socket) => socket.terminate());
  try {
    let api = await installation.startApi(limits);
    allowSockets(2 * SOCKETS, process.pid, api.pid, bare.pid);
    const people = [];
    for (let i = 0; i < ACCOUNTS; i++) people.push(await createPerson(installation, api, { name: `watcher-${i}` }));
    await delay(3000);
    row({ what: "resident memory of an API that has answered a few requests", value: rssBytes(api.pid) / MIB, unit: "MiB" });

    const watchOne = (i) => watch(api, people[i % ACCOUNTS].token, WATCH, { firstEvent: false });
    const ours = await kilobytesEach(api.pid, () => inBatches(SOCKETS, watchOne));
    open = ours.sockets;
    const before = cpuMs(api.pid);
    await delay(IDLE_SECONDS * 1000);
    row({ what: `${SOCKETS} idle watching sockets, CPU of one core`, value: (cpuMs(api.pid) - before) / IDLE_SECONDS / 10, unit: "%" });

    const [, port] = await bare.seen(/listening on (\d+)/);
    const plain = await kilobytesEach(bare.pid, () => inBatches(SOCKETS, () => openSocket(`ws://127.0.0.1:${port}`, {})));
    row({
      what: `${SOCKETS} idle watching sockets, memory each`,
      value: ours.each,
      unit: "KiB",
      baseline: "bare ws, connected only",
      baselineValue: plain.each,
      target: { atMost: 20 },
    });
    plain.sockets.forEach((socket) => socket.terminate());
    leave();
    await api.stop();

    api = await installation.startApi(limits);
    allowSockets(2 * SOCKETS, api.pid);
    const cpuBefore = cpuMs(api.pid);
    const over = new AbortController();
    const answers = postEvery(api.url, people[0].token, 20, over.signal);
    answers.catch(() => {});
    const storm = await timed(async () => (open = await inBatches(SOCKETS, watchOne, SOCKETS)));
    row({ what: "letting one of them in, CPU", value: (cpuMs(api.pid) - cpuBefore) / SOCKETS, unit: "ms" });
    over.abort();
    const times = await answers;
    row({ what: `${SOCKETS} sockets come back to a new API, until all watch`, value: storm / 1000, unit: "s" });
    const quiet = new AbortController();
    const beside = besideABusyCore(() => postEvery(api.url, people[0].token, 20, quiet.signal));
    await delay(BUSY_MS);
    quiet.abort();
    row({
      ...{ what: "an HTTP request meanwhile, 99th percentile", value: percentile(times, 0.99), unit: "ms" },
      baseline: "beside a process that keeps a core busy",
      baselineValue: percentile(await beside, 0.99),
      target: { ratioAtMost: 3 },
    });
  } finally {
    leave();
    await bare.stop();
    await installation.stop();
  }
}
