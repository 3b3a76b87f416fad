/**
 * Ordinary and hostile submissions by turns, through a real API and worker. Each gets exactly one verdict, of the kind it
 * should get, and the machine is afterwards as it was. `npm run soak -- 2000` does it at length.
 */
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { SubmissionStatusDocument } from "../support/generated.js";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { createLearner, createProblem, submit, type Problem } from "../support/scenario.js";
import { slowness } from "../../scripts/lib/slowness.mjs";
import { startServices } from "../support/services.js";
import { leaks, table, takeCensus, type Census } from "./machine.js";
import { CALM, KINDS, runsOutOfTime, sampleNumber, type Sample } from "./submissions.js";

const SUBMISSIONS = Number(process.env.SOAK_SUBMISSIONS ?? 60);
/** Enough to keep every slot busy and a queue behind it. */
const AT_ONCE = 12;
/** Before anything is counted: each kind of program once, for heaps, pools and caches to fill. */
const WARM_UP = process.env.SOAK_SUBMISSIONS ? KINDS : 24;
const SETTLE_MS = 20_000 * slowness();
const PER_SUBMISSION_MS = 4000;

let services: Awaited<ReturnType<typeof startServices<"redis" | "launcher">>>;
let installation: Installation;
let api: Api;
let worker: Program;
let learner: Client;
let problem: Problem;
/** The same with more CPU time: what attacks memory has to meet that limit first, on a slow machine, too. */
let patient: Problem;
let redis: Redis;
let judged = 0;
const misfits: string[] = [];

beforeAll(async () => {
  services = await startServices({ only: ["redis", "launcher"] });
  installation = await createInstallation(services.env, { own: true });
  api = await installation.startApi();
  worker = await installation.startWorker();
  learner = await createLearner(api);
  problem = await createProblem(installation, api, { timeLimitMs: 500, memoryLimitKb: 65_536 });
  patient = await createProblem(installation, api, { timeLimitMs: 10_000, memoryLimitKb: 65_536 });
  redis = new Redis(services.redis.url);
});

afterAll(async () => {
  redis?.disconnect();
  await learner?.close();
  await installation?.stop();
  await services?.stop();
});

/** What does not fit; null when all is well. */
async function judge(sample: Sample): Promise<string | null> {
  const { name, language, source, verdicts: expected } = sample;
  const submissionId = await submit(learner, runsOutOfTime(sample) ? problem : patient, { language, source });
  const verdicts: string[] = [];
  for await (const { submissionStatus } of learner.subscribe(SubmissionStatusDocument, { submissionId }))
    if (submissionStatus.status === "FINISHED") verdicts.push(`${submissionStatus.verdict} ${submissionStatus.detail ?? ""}`.trim());
  const fits = verdicts.length === 1 && expected.includes(verdicts[0]!.split(" ")[0]!);
  return fits ? null : `${name}: ${verdicts.join(", ")} instead of ${expected.join(" or ")}`;
}

async function judgeAll(samples: readonly Sample[]): Promise<void> {
  const waiting = [...samples];
  const lane = async (): Promise<void> => {
    for (let sample = waiting.shift(); sample; sample = waiting.shift()) {
      const misfit = await judge(sample);
      judged++;
      if (misfit) misfits.push(misfit);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function census(): Promise<Census> {
  return takeCensus({
    programs: { launcher: services.launcher.pid()!, worker: worker.pid, api: api.pid },
    runDir: join(dirname(services.launcher.socket), "run"),
    sandboxUids: { from: 61_000, to: 61_127 },
    // Those that stay: marks and locks end by themselves.
    async redisKeys() {
      const lives = await Promise.all((await redis.keys("*")).map((key) => redis.pttl(key)));
      return lives.filter((ms) => ms === -1).length;
    },
  });
}

/**
 * Spares are being made and pools emptied for a while after the last verdict. A slot whose program was cut short gives its
 * connection up, so first all of them have to work once more.
 */
async function settled(reached: (now: Census) => boolean): Promise<Census> {
  await judgeAll(Array.from({ length: AT_ONCE }, () => CALM));
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const now = await census();
    if (reached(now) || performance.now() > deadline) return now;
    await delay(500);
  }
}

it(
  `leaves the machine as it was after ${SUBMISSIONS} submissions`,
  async () => {
    const samples = Array.from({ length: WARM_UP + SUBMISSIONS }, (_, index) => sampleNumber(index));
    await judgeAll(samples.slice(0, WARM_UP));
    let last: Census | undefined;
    // Twice the same number of everything that is alive: nothing is under way any more.
    const before = await settled((now) => {
      const still = last?.["processes of launcher"] === now["processes of launcher"] && last?.["keys in Redis"] === now["keys in Redis"];
      last = now;
      return still;
    });
    const started = performance.now();
    await judgeAll(samples.slice(WARM_UP));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const after = await settled((now) => leaks(before, now).length === 0);
    if (process.env.SOAK_SUBMISSIONS) process.stdout.write(`\n${SUBMISSIONS} submissions in ${seconds} s\n\n${table(before, after)}\n\n`);

    expect(misfits).toEqual([]);
    const rows = await installation.sql<{ status: string; attempt: number; count: number }>(
      "select status, attempt, count(*)::int as count from judgements group by status, attempt",
    );
    expect(rows).toEqual([{ status: "FINISHED", attempt: 1, count: judged }]);
    expect(leaks(before, after).map((name) => `${name}: ${before[name]} → ${after[name]}`)).toEqual([]);
  },
  SETTLE_MS * 2 + (WARM_UP + SUBMISSIONS) * PER_SUBMISSION_MS,
);
