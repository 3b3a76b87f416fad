import { slowness } from "../../scripts/lib/slowness.mjs";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import * as z from "zod";
import { runJudgement, type JudgingDependencies } from "../../src/modules/practice/submissions/worker/judging.js";
import { defineJob } from "../../src/platform/jobs/job.js";
import { createJobs, type Jobs } from "../../src/platform/jobs/jobs.js";
import { createLogger } from "../../src/platform/telemetry/logger.js";
import { createObjectStorage } from "../../src/platform/storage/object-storage.js";
import { startRelay } from "../../src/platform/outbox/outbox.js";
import { createRedis } from "../../src/platform/redis/redis.js";
import { CANARY } from "../support/canary.js";
import type { Client } from "../support/client.js";
import {
  CreateProblemForTestDocument,
  JudgeDocument,
  LanguagesDocument,
  PublishForTestDocument,
  RunCodeDocument,
  SetTestsForTestDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, SUM_ACCEPTED } from "../support/scenario.js";
import { startServices } from "../support/services.js";

const SAMPLES = 22;
/** Of what a process should answer at once. */
const SOON_MS = 15_000 * slowness();
const log = createLogger("silent", "test");

/** Published, with more samples than are run at once. */
async function createProblemOfSamples(installation: Installation, api: Api): Promise<string> {
  const author = await createInstructor(installation, api);
  const { createProblem } = await author.request(CreateProblemForTestDocument, {
    input: { title: "Sum", statement: "Add two numbers.", difficulty: "EASY" as never, timeLimitMs: 1000 },
  });
  const problemId = createProblem.problem.id;
  const tests = Array.from({ length: SAMPLES }, (_, n) => ({ name: `s${n}`, input: `${n} 1\n`, output: `${n + 1}\n`, sample: true }));
  const hidden = { name: "hidden", input: `1 2 ${CANARY}\n`, output: "3\n", sample: false };
  await author.request(SetTestsForTestDocument, { input: { problemId, tests: [...tests, hidden] } });
  await author.request(PublishForTestDocument, { input: { id: problemId } });
  return problemId;
}

describe("with Redis", () => {
  let own: Awaited<ReturnType<typeof startServices<"redis">>>;
  let installation: Installation;
  let api: Api;
  let learner: Client;
  let problemId: string;

  beforeAll(async () => {
    own = await startServices({ only: ["redis"] });
    installation = await createInstallation({ REDIS_URL: own.redis.url });
    api = await installation.startApi();
    learner = await createLearner(api);
    problemId = await createProblemOfSamples(installation, api);
  });

  afterAll(async () => {
    await installation?.stop();
    await own?.stop();
  });

  const runOf = async (source: string, stdin?: string) =>
    (await learner.request(RunCodeDocument, { input: { problemId, language: "python", source, stdin } })).runCode;

  it("there, the result of a run is not kept", async () => {
    const worker = await installation.startWorker();
    const { cases } = await runOf("print('0123456789' * 6000)", "");
    expect(cases[0]!.stdout).toHaveLength(60_001);
    const redis = new Redis(own.redis.url);
    const keys = await redis.keys(`${installation.env.REDIS_PREFIX}:*`);
    const bytes = await Promise.all(keys.map(async (key) => Number(await redis.memory("USAGE", key))));
    redis.disconnect();
    expect(keys.filter((key) => key.includes(":reply:"))).toEqual([]);
    expect(Math.max(...bytes)).toBeLessThan(50_000);
    await worker.stop();
  });

  it("there, an endless loop is run on one sample only, and a right answer on twenty", async () => {
    const worker = await installation.startWorker();
    expect((await runOf("while True: pass")).cases.map(({ verdict }) => verdict)).toEqual(["TIME_LIMIT_EXCEEDED"]);
    expect((await runOf(SUM_ACCEPTED.source)).cases.map(({ verdict }) => verdict)).toEqual(Array<string>(20).fill("ACCEPTED"));
    await worker.stop();
  });

  it("away, runCode, judge and languages answer at once; and again when it is back", async () => {
    const worker = await installation.startWorker();
    await runOf("print(1)", ""); // its listener is there
    await own.redis.stop();
    const askedAt = Date.now();
    const [run, judge] = await Promise.all([
      learner.errorOf(RunCodeDocument, { input: { problemId, ...SUM_ACCEPTED } }),
      learner.errorOf(JudgeDocument, {}),
      learner.request(LanguagesDocument, {}),
    ]);
    expect([run.code, judge.code]).toEqual(["JUDGE_UNAVAILABLE", "JUDGE_UNAVAILABLE"]);
    expect(Date.now() - askedAt).toBeLessThan(SOON_MS);
    await own.redis.start();
    const deadline = Date.now() + 20_000;
    let cases: unknown[] = [];
    while (cases.length === 0 && Date.now() < deadline)
      cases = await runOf("print(1)", "").then(
        (found) => found.cases,
        () => delay(300, []),
      );
    expect(cases).toHaveLength(1);
    expect((await learner.request(JudgeDocument, {})).judge.workersAlive).toBeGreaterThan(0);
    await worker.stop();
  });

  it("away, a worker that is asked to stop comes to its end in order", async () => {
    const worker = await installation.startWorker({ own: true });
    await own.redis.stop();
    await delay(2500); // a beat and a sweep
    const askedAt = Date.now();
    worker.kill("SIGTERM");
    await worker.ended;
    expect(Date.now() - askedAt).toBeLessThan(SOON_MS);
    expect(worker.logs()).not.toMatch(/shutdown step failed/);
    await own.redis.start();
  });

  describe("a call", () => {
    const ask = defineJob({ name: "ask", description: "", payload: z.object({ n: z.int() }), result: z.string() });
    const prefix = "calls";
    let jobs: Jobs;
    const openJobs = async () => {
      jobs = createJobs({
        prefix,
        processId: "test",
        connect: (name) => createRedis(own.redis.url, name, log),
        log,
        onGivenUp: async () => undefined,
      });
      while (!jobs.reachable()) await delay(20);
    };
    beforeEach(openJobs);
    afterEach(() => jobs.close());

    it("is answered", async () => {
      jobs.process(ask, { concurrency: 1, lockMs: 5000 }, ({ n }) => Promise.resolve(`got ${n}`));
      expect(await jobs.call(ask, { n: 1 }, "answered", { timeoutMs: 60_000 })).toBe("got 1");
    });

    it("that was given up is not run", async () => {
      await expect(jobs.call(ask, { n: 1 }, "given-up", { timeoutMs: 300 })).rejects.toThrow();
      await delay(200);
      expect(await jobs.depth(ask)).toEqual({ waiting: 0, active: 0, paused: false });
      // One whose caller died: its job is there, and its time is over.
      const queue = new Queue("ask", { connection: { url: own.redis.url } as never, prefix });
      await queue.add("ask", { n: 2 }, { jobId: "orphan", removeOnComplete: true });
      await queue.close();
      const ran: number[] = [];
      jobs.process(ask, { concurrency: 1, lockMs: 5000 }, ({ n }) => Promise.resolve(String(ran.push(n))));
      await jobs.call(ask, { n: 3 }, "wanted", { timeoutMs: 60_000 });
      expect(ran).toEqual([3]);
    });
  });
});

it("the outbox opens no transaction while Redis is away", async () => {
  let asked = 0;
  const fork = () => {
    asked++;
    throw new Error("no");
  };
  const jobs = { reachable: () => false, process: () => ({ close: () => Promise.resolve() }) } as unknown as Jobs;
  const relay = startRelay({ db: { em: { fork } } as never, jobs, log, handlers: [] });
  await delay(100);
  await relay.close();
  expect(asked).toBe(0);
});

it("a judging whose claim is lost does not wait for the test data", async () => {
  let renewals = 0;
  const claim = { judgementId: "j", attempt: 1, testCount: 1, testSetSha256: "0".repeat(64), language: "python", about: { userId: "u" } };
  const problem = {
    checker: "exact",
    checkerParameters: {},
    checkerProgram: null,
    timeLimitMs: 1000,
    memoryLimitKb: 1024,
    languageLimits: {},
  };
  const deps = {
    judgements: {
      claim: () => Promise.resolve({ kind: "claimed", claim: { ...claim, problem } }),
      renew: () => Promise.resolve(++renewals < 2),
    },
    testSets: { get: () => new Promise(() => undefined) },
    pubSub: { publishAll: () => Promise.resolve() },
    progress: { keep: () => undefined },
    checkpoint: () => undefined,
    observe: () => ({ step: () => undefined, end: () => undefined }),
    stopping: new AbortController().signal,
    log,
    leaseMs: 150,
  } as unknown as JudgingDependencies;
  await runJudgement(deps, "j");
  expect(renewals).toBe(2);
});

describe("an object storage", () => {
  let server: Server;
  const sockets = new Set<Socket>();
  /** Accepts, says `greeting` to each request, and nothing more. */
  const storageThatSays = async (greeting: string) => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined).on("data", () => socket.write(greeting));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return createObjectStorage({ endpoint, region: "r", bucket: "b", accessKeyId: "a", secretAccessKey: "s", silenceMs: 300 });
  };
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it("that accepts and says nothing ends in an error", async () => {
    const storage = await storageThatSays("");
    await expect(storage.read("key")).rejects.toThrow(/timed out/);
    await expect(storage.put("key", Buffer.from("x"), "text/plain")).rejects.toThrow(/timed out/);
  });

  it("that falls silent midway ends in an error", async () => {
    const storage = await storageThatSays("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
    await expect(text(await storage.read("key"))).rejects.toThrow(/timed out/);
  });
});
