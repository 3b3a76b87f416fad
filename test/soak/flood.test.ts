import { readFileSync } from "node:fs";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import type { Client } from "../support/client.js";
import { CancelSubmissionDocument, QueuePlacesDocument, SubmissionsDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import {
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";
import { startServices } from "../support/services.js";

const FLOOD = 10_000;
const MIB = 1024;
/** Of one sweep: see sweeper.ts. */
const SWEPT = 500;
/** What nobody should wait for, on a busy machine. */
const PATIENCE_MS = 3000;

describe(`a flood of ${FLOOD} submissions by one account`, () => {
  let own: Awaited<ReturnType<typeof startServices<"redis">>>;
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let flooder: Client & { userId: string };
  let other: Client;
  let problem: Problem;
  let queue: Queue;

  beforeAll(async () => {
    own = await startServices({ only: ["redis"] });
    installation = await createInstallation({ REDIS_URL: own.redis.url }, { own: true });
    api = await installation.startApi();
    [flooder, other] = await Promise.all([createLearner(api), createLearner(api)]);
    problem = await createProblem(installation, api);
    const connection = { url: own.redis.url, maxRetriesPerRequest: null };
    queue = new Queue("judge-submission", { connection: connection as never, prefix: installation.env.REDIS_PREFIX! });
    // As they are after Redis has lost every job of them: the worst case for the sweeper.
    await installation.sql(
      `with sent as (
         insert into submissions (id, user_id, problem_id, language, source, source_bytes)
         select uuidv7(interval '1 millisecond' * n), $1, $2, 'python', $3, $4 from generate_series(1, ${FLOOD}) n returning id, problem_id)
       insert into judgements (id, submission_id, test_set_id, round, queued_at, tests)
       select uuidv7(), sent.id, t.id, row_number() over (order by sent.id) - 1, now() - interval '1 minute', '[]'
       from sent join test_sets t on t.problem_id = sent.problem_id`,
      [flooder.userId, problem.id, SUM_ACCEPTED.source, Buffer.byteLength(SUM_ACCEPTED.source)],
    );
    worker = await installation.startWorker();
  });

  afterAll(async () => {
    await queue?.close();
    await Promise.all([flooder?.close(), other?.close()]);
    await installation?.stop();
    await own?.stop();
  });

  const states = async () =>
    Object.fromEntries(
      (
        await installation.sql<{ state: string; count: number }>(
          `select coalesce(verdict, status) as state, count(*)::int as count from judgements j join submissions s on s.id = j.submission_id
           where s.user_id = $1 group by 1`,
          [flooder.userId],
        )
      ).map(({ state, count }) => [state, count]),
    ) as Record<string, number | undefined>;
  const finishedOfFlood = async () => (await states()).ACCEPTED ?? 0;
  const residentMib = (pid: number) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / MIB;
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const since = performance.now();
    return [await work(), performance.now() - since];
  };

  it("does not delay another account: its submission is judged after the few that run", async () => {
    await eventually("the flood is judged", async () => (await finishedOfFlood()) > 5);
    const before = await finishedOfFlood();
    const id = await submit(other, problem, SUM_ACCEPTED);
    expect(await verdictsOf(other, id)).toEqual(["ACCEPTED"]);
    expect((await finishedOfFlood()) - before).toBeLessThan(100);
  });

  it("is fed to the queue in portions, and memory stays as it was", async () => {
    await eventually("jobs", async () => (await queue.getJobCountByTypes("prioritized")) > 0);
    expect(await queue.getJobCountByTypes("prioritized", "waiting", "delayed", "active")).toBeLessThan(2 * SWEPT);
    expect(residentMib(worker.pid)).toBeLessThan(400);
    expect(residentMib(api.pid)).toBeLessThan(400);
  });

  it("lets places in the queue be asked for a whole page, and says them in order", async () => {
    const [page, ms] = await timed(() => flooder.request(QueuePlacesDocument, { first: 50 }));
    expect(ms).toBeLessThan(PATIENCE_MS);
    const positions = page.submissions.edges.map(({ node }) => node.judgement.queuePosition!);
    expect(positions).toHaveLength(50);
    // Newest first, so the last places, with nobody in between.
    expect(positions).toEqual(positions.map((_, index) => positions[0]! - index));
    expect(positions[0]).toBeGreaterThan(FLOOD / 2);
    expect(page.submissions.edges[0]!.node.judgement.estimatedWaitMs).toBeGreaterThan(1000);
  });

  it("survives a Redis that loses every job again, and another account is next as before", async () => {
    const redis = new Redis(own.redis.url);
    await redis.flushall();
    redis.disconnect();
    const before = await finishedOfFlood();
    const id = await submit(other, problem, SUM_ACCEPTED);
    expect(await verdictsOf(other, id)).toEqual(["ACCEPTED"]);
    expect((await judgementOf(installation, id)).attempt).toBe(1);
    await eventually("the flood goes on", async () => (await finishedOfFlood()) > before + 5);
  });

  it("can be withdrawn while it waits; nothing is lost and nothing is judged twice", async () => {
    const { submissions } = await flooder.request(SubmissionsDocument, { first: 20 });
    for (const { node } of submissions.edges) await flooder.request(CancelSubmissionDocument, { input: { id: node.id } });
    await installation.sql("update judgements set status = 'FINISHED', verdict = 'CANCELLED', finished_at = now() where status = 'QUEUED'");
    await eventually("what runs is finished", async () => {
      const { ACCEPTED = 0, CANCELLED = 0 } = await states();
      return ACCEPTED + CANCELLED === FLOOD;
    });
    const [twice] = await installation.sql<{ count: number }>("select count(*)::int as count from judgements where attempt > 1");
    expect(twice).toEqual({ count: 0 });
    // Jobs of what was withdrawn end without a trace.
    await eventually(
      "the queue is empty",
      async () => (await queue.getJobCountByTypes("prioritized", "waiting", "delayed", "active")) === 0,
    );
  });
});
