/** The program on Redis in several processes, of which one is lost: with a cluster, and with Sentinels. */
import { slowness } from "../../scripts/lib/slowness.mjs";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { clientOf, type Client } from "../support/client.js";
import {
  JudgeDocument,
  LoginDocument,
  NotificationReceivedDocument,
  RunCodeDocument,
  SubmissionStatusDocument,
  TopicsDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { itLong } from "../support/proofs.js";
import { startRedisCluster, startRedisSentinels, type RedisServer, type RedisSet } from "../support/redis-set.js";
import {
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  SLOW_ACCEPTED,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";

interface Ready {
  parts: { redis: boolean };
}

/** Of what clients are answered while a master is missing. */
const SOON_MS = 15_000 * slowness();
/** Below the streams' slow timer of ten seconds: a watcher that only the timer helped would be later. */
const LIVE_MS = 5000;
/** BullMQ waits for a job or a reply for 5 or 10 seconds, and another one for Redis to say that there was none. */
const WATCHDOG_MS = 11_000;

const KINDS = [
  { kind: "a cluster", start: startRedisCluster },
  { kind: "Sentinels", start: startRedisSentinels },
] as const;

describe.each(KINDS)("with $kind", ({ kind, start }) => {
  let redis: RedisSet;
  let installation: Installation;
  let api: Api;
  let learner: Awaited<ReturnType<typeof createLearner>>;
  let problem: Problem;

  beforeAll(async () => {
    redis = await start({});
    installation = await createInstallation({ REDIS_URL: redis.url, JUDGE_LEASE_MS: "4000", QUERY_COST_PER_MINUTE: "1000000" });
    [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
    learner = await createLearner(api);
    problem = await createProblem(installation, api);
  });
  afterAll(async () => {
    await learner?.close();
    await installation?.stop();
    await redis?.stop();
  });

  /** Which server answers for a key; the servers are asked, as a failover changes it. */
  const masterOf = async (key: string): Promise<RedisServer> => {
    for (const server of redis.servers) {
      if (server.client.status !== "ready") continue;
      const owns = await server.client.set(`${key}:probe`, "1", "PX", 1).then(
        () => true,
        () => false,
      );
      if (owns) return server;
    }
    throw new Error(`no server takes ${key}`);
  };
  const judgeQueue = () => {
    const prefix = installation.env.REDIS_PREFIX!;
    return kind === "a cluster" ? `{${prefix}:judge-submission}` : prefix;
  };
  /** Every verdict the watcher is told. As a client does, it asks again when it can't be let in just now. */
  const verdictsTold = async (who: Client, submissionId: string): Promise<string[]> => {
    for (;;) {
      try {
        return await verdictsOf(who, submissionId);
      } catch (error) {
        if ((error as { code?: unknown }).code !== "SERVICE_UNAVAILABLE") throw error;
        await delay(500);
      }
    }
  };
  const isJudgedOnce = async (submissionId: string) =>
    expect(await judgementOf(installation, submissionId)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", systemFailures: 0 });
  const watched = async (who: Client, submissionId: string) => {
    expect(await verdictsTold(who, submissionId)).toEqual(["ACCEPTED"]);
    await isJudgedOnce(submissionId);
  };

  it("signing in, a verdict watched live, a run, a notification and limits work", async () => {
    const person = await createLearner(api);
    const told = person.subscribe(NotificationReceivedDocument, { after: null });
    await told.next();
    const id = await submit(person, problem, SUM_ACCEPTED);
    const [notification] = await Promise.all([told.next(), eventuallyFinished(id)]);
    expect(notification.value!.notificationReceived.notification).toMatchObject({ kind: "verdict" });
    await told.return!();
    await person.close();

    await watched(learner, await submit(learner, problem, SUM_ACCEPTED));
    const { runCode } = await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } });
    expect(runCode.cases.map(({ verdict }) => verdict)).toEqual(["ACCEPTED"]);

    const answer = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ topics { slug } }" }),
    });
    expect(answer.headers.get("ratelimit")).toMatch(/^"cost";r=\d+;t=\d+$/);
    const codes: string[] = [];
    const input = { email: `${randomUUID()}@codequest.example`, password: "Wrong-Sesame-1" };
    for (let attempt = 0; attempt < 7; attempt++) codes.push((await clientOf(api).errorOf(LoginDocument, { input })).code);
    expect(codes.at(-1)).toBe("RATE_LIMITED");
    expect(codes[0]).not.toBe("RATE_LIMITED");
  });

  const eventuallyFinished = (id: string) =>
    eventually("a verdict", async () => (await judgementOf(installation, id)).status === "FINISHED");

  it("a master is killed: another takes its place, and each submission has one verdict, which its watcher is told", async () => {
    const before = await Promise.all([1, 2].map(() => submit(learner, problem, SLOW_ACCEPTED)));
    const watching = await Promise.all(
      before.map(async (submissionId) => {
        const events = learner.subscribe(SubmissionStatusDocument, { submissionId });
        await events.next();
        return { submissionId, events };
      }),
    );
    const master = await masterOf(judgeQueue());
    master.signal("SIGKILL");
    if (kind === "Sentinels") redis.servers.at(-1)!.signal("SIGKILL"); // the other two are a majority
    const askedAt = Date.now();
    await clientOf(api).request(TopicsDocument, {});
    const during = await Promise.all([1, 2].map(() => submit(learner, problem, SUM_ACCEPTED)));
    expect(Date.now() - askedAt).toBeLessThan(SOON_MS);
    for (const { submissionId, events } of watching) {
      const verdicts: unknown[] = [];
      for await (const { submissionStatus } of events) if (submissionStatus.status === "FINISHED") verdicts.push(submissionStatus.verdict);
      expect(verdicts).toEqual(["ACCEPTED"]);
      await isJudgedOnce(submissionId);
    }
    await Promise.all(during.map((id) => watched(learner, id)));
    expect((await masterOf(judgeQueue())).port).not.toBe(master.port);
    expect(api.logs()).not.toMatch(/Unhandled error event/);
    await watched(learner, await submit(learner, problem, SUM_ACCEPTED));
  });

  if (kind === "a cluster") {
    it("the node that an API listens to freezes: it listens to another, and watchers hear live again", async () => {
      let frozen: RedisServer | undefined;
      const listenedTo = async () => {
        for (const server of redis.servers.filter((each) => each !== frozen)) {
          const clients = await server.client.client("LIST").catch(() => ""); // of the one that was killed
          if (String(clients).includes("name=codequest-api-subscriber ")) return server;
        }
        return undefined;
      };
      await eventually("a node is listened to", async () => (frozen = await listenedTo()) !== undefined);
      frozen!.signal("SIGSTOP");
      await eventually("another is listened to", async () => (await listenedTo()) !== undefined);
      // Replacing the frozen one may still be under way for the queue; from then on nothing waits for a timer.
      await watched(learner, await submit(learner, problem, SUM_ACCEPTED));
      const id = await submit(learner, problem, SUM_ACCEPTED);
      const steps: number[] = [];
      for await (const { submissionStatus } of learner.subscribe(SubmissionStatusDocument, { submissionId: id })) {
        if (submissionStatus.status !== "QUEUED") steps.push(Date.now());
      }
      expect(steps.at(-1)! - steps[0]!).toBeLessThan(LIVE_MS);
      frozen!.signal("SIGCONT");
    });

    itLong("the majority freezes: answers come at once, and judging and runs come back with it", async () => {
      await watched(learner, await submit(learner, problem, SUM_ACCEPTED));
      const left = await masterOf(judgeQueue());
      const others = redis.servers.filter((server) => server !== left);
      for (const server of others) server.signal("SIGSTOP");
      await eventually("the API knows", async () => !(await isReady()) && (await saysUnavailable()));
      const askedAt = Date.now();
      const id = await submit(learner, problem, SUM_ACCEPTED);
      await clientOf(api).request(TopicsDocument, {});
      expect((await learner.errorOf(JudgeDocument, {})).code).toBe("JUDGE_UNAVAILABLE");
      expect(Date.now() - askedAt).toBeLessThan(SOON_MS);
      await delay(WATCHDOG_MS); // BullMQ has given up the connections on which it waits for jobs and replies
      for (const server of others) server.signal("SIGCONT");
      await watched(learner, id);
      const runs = () => learner.request(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } });
      await eventually("a run is answered", async () => runs().then(Boolean, () => false));
    });
    const isReady = async () => ((await (await fetch(api.url.replace("/graphql", "/ready"))).json()) as Ready).parts.redis;
    const saysUnavailable = () =>
      learner.errorOf(JudgeDocument, {}).then(
        ({ code }) => code === "JUDGE_UNAVAILABLE",
        () => false,
      );
  }
});
