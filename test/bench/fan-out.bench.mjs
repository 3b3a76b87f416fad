/** One subscription event to 1,000 subscribers: from its publication until the last of them has it. */
import { once } from "node:events";
import { Redis } from "ioredis";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation, launch } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";
import { insertSubmission } from "./support/catalog.mjs";
import { allowSockets, inBatches, openSocket, watch } from "./support/sockets.mjs";

const SUBSCRIBERS = 1000;
const ROUNDS = 40;
const WATCH = `subscription ($id: ID!) {
  submissionStatus(submissionId: $id) {
    submissionId judgementId attempt sequence status verdict detail testsTotal testsFinished testsPassed cpuMs wallMs peakMemoryKb
    test { index verdict cpuMs wallMs peakMemoryKb }
  }
}`;

/** Resolves when `hear` was called by so many. */
function audience(size) {
  let heard = 0;
  let full = () => {};
  return {
    hear: () => ++heard === size && full(),
    async all(act) {
      heard = 0;
      const done = new Promise((resolve) => (full = resolve));
      const since = performance.now();
      act();
      await done;
      return performance.now() - since;
    },
  };
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const bare = launch([inRoot("test", "bench", "baselines", "ws-broadcast.mjs")], installation.env);
  const redis = new Redis(installation.env.REDIS_URL);
  const sockets = [];
  try {
    const api = await installation.startApi({ SOCKETS_PER_ADDRESS: "10000", SOCKETS_PER_ACCOUNT: "10000" });
    allowSockets(2 * SUBSCRIBERS, process.pid, api.pid, bare.pid);
    const { token, userId } = await createPerson(installation, api, { name: "watcher" });
    const { submissionId, judgementId } = await insertSubmission(installation.sql, userId);
    const [, port] = await bare.seen(/listening on (\d+)/);

    const ours = audience(SUBSCRIBERS);
    const its = audience(SUBSCRIBERS);
    let sample = "";
    const onText = (text) => {
      sample ||= text.includes('"RUNNING"') ? text : "";
      ours.hear();
    };
    sockets.push(...(await inBatches(SUBSCRIBERS, () => watch(api, token, WATCH, { onText, variables: { id: submissionId } }))));
    const plain = await inBatches(SUBSCRIBERS, () => openSocket(`ws://127.0.0.1:${port}`, { onText: its.hear }));
    sockets.push(...plain);

    let sequence = 3;
    const test = { index: 0, verdict: "ACCEPTED", detail: null, cpuMs: 12, wallMs: 14, peakMemoryKb: 4096, sample: null };
    const now = new Date().toISOString();
    const about = {
      ...{ userId, problemId: submissionId, problemAuthorId: userId, problemCoAuthorIds: [], language: "python", sourceBytes: 100 },
      ...{ createdAt: now, testSetVersion: 1, problemRevision: 1, queuedAt: now, startedAt: now },
    };
    const event = () => ({
      ...{ about, finishedAt: null, finishNumber: null },
      ...{ submissionId, judgementId, attempt: 1, sequence: ++sequence, status: "RUNNING", verdict: null, detail: null },
      ...{ compilerOutput: null, testsTotal: 20, testsFinished: 1, testsPassed: 1, test, cpuMs: null, wallMs: null, peakMemoryKb: null },
    });
    const channel = `${installation.env.REDIS_PREFIX}:submission-status:${submissionId}`;
    const publish = () => ours.all(() => redis.publish(channel, JSON.stringify(event())));
    await publish();
    const { ours: withGraphql, bare: broadcast } = await inTurn(
      { ours: publish, bare: () => its.all(() => plain[0].send(sample)) },
      { rounds: ROUNDS, warmUp: 10 },
    );
    row({
      what: `one event to ${SUBSCRIBERS} subscribers, until the last has it, median`,
      value: median(withGraphql),
      unit: "ms",
      baseline: "bare ws broadcast of the same bytes",
      baselineValue: median(broadcast),
      target: { ratioAtMost: 1.15 },
    });
  } finally {
    sockets.forEach((socket) => socket.terminate());
    await Promise.all(sockets.map((socket) => socket.readyState === socket.CLOSED || once(socket, "close")));
    redis.disconnect();
    await bare.stop();
    await installation.stop();
  }
}
