/** What admins see and do of the queues: counts, pausing, and jobs whose tries are used up. */
import { isDeepStrictEqual } from "node:util";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { newId } from "../../src/kernel/ids.js";
import { announceSecurity, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  DiscardFailedJobDocument,
  GrantEntitlementDocument,
  JudgePausedDocument,
  NotificationsDocument,
  PauseQueueDocument,
  QueuesDocument,
  QueueWithFailedJobsDocument,
  ResumeQueueDocument,
  RetryFailedJobsDocument,
  RunCodeDocument,
  SetSystemSettingDocument,
  SiteDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { startProxy } from "../support/proxy.js";
import { clientOn, createInstructor, createLearner, createProblem, submit, SUM_ACCEPTED } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

/** Of the outbox: the handler of an event is then at its last try. */
const TRIES_BEFORE_THE_LAST = 19;

describe("queues", () => {
  let installation: Installation;
  let api: Api;
  let elsewhere: Api;
  let worker: Program;
  let admin: Person;
  let redis: Redis;
  let prefix: string;

  beforeAll(async () => {
    installation = await createInstallation();
    prefix = installation.env.REDIS_PREFIX!;
    redis = new Redis(installation.env.REDIS_URL!, { maxRetriesPerRequest: null });
    [api, elsewhere] = await Promise.all([installation.startApi(), installation.startApi()]);
    worker = await installation.startWorker(WITHOUT_JUDGE);
    admin = await createInstructor(installation, api, "ADMIN");
  });
  afterAll(async () => {
    await installation?.stop();
    redis?.disconnect();
  });

  const queueOf = async (name: string, first = 10) => (await admin.request(QueueWithFailedJobsDocument, { name, first })).queue!;
  const failedOf = async (name: string) => (await queueOf(name)).failedJobs.edges.map(({ node }) => node);
  const pause = (name: string, at = api) => clientOn(at, admin).request(PauseQueueDocument, { input: { name } });
  const resume = (name: string) => admin.request(ResumeQueueDocument, { input: { name } });
  const retry = async (input: object) =>
    (await admin.request(RetryFailedJobsDocument, { input: input as never })).retryFailedJobs.retriedCount;
  const actions = async () =>
    (await installation.sql<{ action: string }>("select action from audit_entries where action like 'queue.%' order by id")).map(
      ({ action }) => action,
    );
  const notificationsOf = async (person: Person) => (await person.request(NotificationsDocument, { first: 10 })).notifications.totalCount;

  it("are listed as the jobs of all modules name them, each that Redis knows among them", async () => {
    const wanted = [
      ["advance-order", 1],
      ["ai", 1],
      ["apply-rejudging", 1],
      ["build-test-set", 1],
      ["compact-interview-room", 1],
      ["compile-checker", 0],
      ["delete-account", 1],
      ["delete-organization", 1],
      ["draw-question-picture", 1],
      ["events", 1],
      ["export-data", 1],
      ["export-orders", 1],
      ["export-organization", 1],
      ["export-organization-members", 1],
      ["export-package", 1],
      ["export-track", 1],
      ["fingerprint-backlog", 1],
      ["fingerprint-submission", 1],
      ["import-package", 1],
      ["import-track", 1],
      // This worker has no sandbox.
      ["judge-submission", 0],
      ["mail", 1],
      ["match-interviews", 1],
      ["measure-growth", 0],
      ["process-upload", 1],
      ["purge-old-rows", 1],
      ["push", 1],
      ["render-certificate", 1],
      ["report-organization-progress", 1],
      ["run-code", 0],
      ["validate-tests", 0],
      ["webhooks", 1],
    ] as const;
    const idle = wanted.map(([name, workers]) => ({ name, workers, active: 0 }));
    const shown = (all: readonly { name: string; workers: number; active: number }[]) =>
      all.map(({ name, workers, active }) => ({ name, workers, active }));
    const queues = await eventually(
      async () => (await admin.request(QueuesDocument)).queues,
      // A worker that starts has some jobs of its own at once.
      (all) => isDeepStrictEqual(shown(all), idle),
    );
    const known = (await redis.keys(`${prefix}:*:meta`)).map((key) => key.split(":")[1]);
    expect(queues.map(({ name }) => name)).toEqual(expect.arrayContaining(known));
    expect(queues.every(({ paused }) => !paused)).toBe(true);
  });

  it("rest while they are paused, across processes and restarts, and lose nothing", async () => {
    expect((await pause("events", elsewhere)).pauseQueue.queue).toMatchObject({ name: "events", paused: true });
    await pause("events"); // again is harmless
    const person = await createLearner(api);
    await announceSecurity(installation, person.userId);
    await eventually(
      () => queueOf("events"),
      ({ waiting }) => waiting >= 2,
    );
    await worker.stop();
    worker = await installation.startWorker(WITHOUT_JUDGE);
    const later = await eventually(
      () => queueOf("events"),
      ({ workers }) => workers === 1,
    );
    expect(later).toMatchObject({ paused: true, active: 0, oldestWaitingMs: expect.any(Number) });
    expect(later.oldestWaitingMs).toBeGreaterThan(0);
    expect(await notificationsOf(person)).toBe(0);
    expect((await resume("events")).resumeQueue.queue.paused).toBe(false);
    await eventually(
      () => notificationsOf(person),
      (count) => count === 1,
    );
    await eventually(
      () => queueOf("events"),
      ({ waiting, active, delayed, oldestWaitingMs }) => waiting + active + delayed === 0 && oldestWaitingMs === null,
    );
    expect(await actions()).toEqual(["queue.paused", "queue.paused", "queue.resumed"]);
  });

  it("of judging and running tell everyone when they are paused", async () => {
    expect((await admin.request(JudgePausedDocument)).judge.paused).toBe(false);
    await pause("judge-submission");
    await pause("run-code");
    const learner = await createLearner(api);
    expect((await learner.request(JudgePausedDocument)).judge.paused).toBe(true);
    const problem = await createProblem(installation, api);
    // At once, where it would wait for a minute.
    expect(await learner.errorOf(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } })).toMatchObject({
      code: "JUDGE_UNAVAILABLE",
    });
    await resume("judge-submission");
    await resume("run-code");
    expect((await learner.request(JudgePausedDocument)).judge.paused).toBe(false);
  });

  it("of judging take accounts with priority first in each turn, and let them overtake a submission once", async () => {
    const problem = await createProblem(installation, api);
    const [plain, other, paid, late] = await Promise.all([createLearner(api), createLearner(api), createLearner(api), createLearner(api)]);
    for (const { userId } of [paid, late]) await admin.request(GrantEntitlementDocument, { input: { userId, key: "queue-priority" } });
    // Nobody judges here, so all of them wait.
    for (const who of [plain, plain, other, paid, paid]) await submit(who, problem, SUM_ACCEPTED);
    const names = new Map([plain, other, paid, late].map((who, n) => [keyOf(who.userId), ["plain", "other", "paid", "late"][n]]));
    const waiting = async () =>
      (
        await installation.sql<{ who: string }>(
          `select s.user_id as who from judgements j join submissions s on s.id = j.submission_id
           where s.problem_id = $1 and j.status = 'QUEUED' order by j.round, j.id`,
          [keyOf(problem.id)],
        )
      ).map(({ who }) => names.get(who));
    expect(await waiting()).toEqual(["paid", "plain", "other", "paid", "plain"]);
    const first = keyOf(await submit(late, problem, SUM_ACCEPTED));
    expect(await waiting()).toEqual(["paid", "late", "plain", "other", "paid", "plain"]);
    // It was judged and has overtaken two who wait: its next one takes the next turn.
    await installation.sql("update judgements set status = 'FINISHED', verdict = 'ACCEPTED' where submission_id = $1", [first]);
    await submit(late, problem, SUM_ACCEPTED);
    expect(await waiting()).toEqual(["paid", "plain", "other", "paid", "late", "plain"]);
    await installation.sql("delete from submissions where problem_id = $1", [keyOf(problem.id)]);
  });

  it("keep an event whose handler fails for good, out of the outbox, until an admin tries it again", async () => {
    const person = await createLearner(api);
    await eventually(
      () => installation.sql("select id from outbox"),
      (left) => left.length === 0,
    );
    await pause("events");
    const eventId = await announceSecurity(installation, person.userId);
    const jobId = `${eventId}-security-notification`;
    const key = `${prefix}:events:${jobId}`;
    await eventually(
      () => redis.exists(key),
      (there) => there === 1,
    );
    await redis.hset(key, "atm", TRIES_BEFORE_THE_LAST);
    await installation.sql("alter table notification_preferences rename to preferences_elsewhere");
    await resume("events");
    const [failed] = await eventually(
      () => failedOf("events"),
      (jobs) => jobs.length === 1,
    );
    expect(failed).toMatchObject({ jobId, attempts: 20, error: expect.stringMatching(/42P01/) });
    await eventually(
      () => installation.sql("select id from outbox where id = $1", [eventId]),
      (left) => left.length === 0,
    );
    // The relay may have handed it out once more, just before it left.
    await eventually(
      () => redis.exists(key),
      (there) => there === 0,
    );

    await installation.sql("alter table preferences_elsewhere rename to notification_preferences");
    expect(await retry({ queue: "events", ids: [failed!.id, newId()] })).toBe(1);
    await eventually(
      () => notificationsOf(person),
      (count) => count === 1,
    );
    expect(await failedOf("events")).toEqual([]);
    expect(await retry({ queue: "events", all: true })).toBe(0);
    expect((await actions()).at(-1)).toBe("queue.failed-jobs-retried");
  });

  it("keep what has used up its tries once, without what it says, and forget what an admin discards", async () => {
    const queue = new Queue("push", { connection: redis, prefix });
    const add = (jobId: string, payload: object) =>
      queue.add("push", payload, { jobId, attempts: 1, removeOnFail: true, removeOnComplete: true });
    // No browser is subscribed, and nobody reads the notification: only the statement that looks for them can fail.
    const payload = { notificationId: newId(), subscriptionId: newId() };
    await installation.sql("alter table push_subscriptions rename to subscriptions_elsewhere");
    await add("one", payload);
    await eventually(
      () => failedOf("push"),
      (jobs) => jobs.length === 1,
    );
    // The same job again, and again: one entry, and the id is free.
    const before = (await failedOf("push"))[0]!.id;
    await add("one", payload);
    await eventually(
      () => failedOf("push"),
      ([job]) => job!.id !== before,
    );
    await add("garbage", { hello: "world" });
    const [garbage, one] = await eventually(
      () => failedOf("push"),
      (jobs) => jobs.length === 2,
    );
    expect(one).toMatchObject({ jobId: "one", attempts: 1 });
    expect(garbage).toMatchObject({ jobId: "garbage", error: "UnrecoverableError" });
    expect(JSON.stringify([garbage, one])).not.toMatch(/subscriptions|select/);

    await installation.sql("alter table subscriptions_elsewhere rename to push_subscriptions");
    // What this program can't read stays, and be it much, holds up nothing behind it.
    await installation.sql(
      "insert into failed_jobs (id, queue, job_id, payload, attempts, error) select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'push', 'old-' || n, '{}', 1, 'Error' from generate_series(1, 250) n",
    );
    expect(await retry({ queue: "push", all: true })).toBe(1);
    await installation.sql("delete from failed_jobs where job_id like 'old-%'");
    expect((await failedOf("push")).map(({ jobId }) => jobId)).toEqual(["garbage"]);
    await admin.request(DiscardFailedJobDocument, { input: { id: garbage!.id } });
    expect(await failedOf("push")).toEqual([]);
    expect(await admin.errorOf(DiscardFailedJobDocument, { input: { id: garbage!.id } })).toMatchObject({ code: "NOT_FOUND" });
    expect((await actions()).slice(-2)).toEqual(["queue.failed-jobs-retried", "queue.failed-job-discarded"]);
  });

  it("list failed jobs page by page", async () => {
    await installation.sql(
      `insert into failed_jobs (id, queue, job_id, payload, attempts, error)
       select gen_random_uuid(), 'mail', 'm' || n, '{}', 3, 'Error' from generate_series(1, 5) n`,
    );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: {
        failedJobs: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; edges: { node: { id: string } }[] };
      } = (await admin.request(QueueWithFailedJobsDocument, { name: "mail", first: 2, after })).queue!;
      seen.push(...page.failedJobs.edges.map(({ node }) => node.id));
      expect(page.failedJobs.totalCount).toBe(5);
      ({ hasNextPage: more, endCursor: after } = page.failedJobs.pageInfo);
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen.map(keyOf)).toEqual(seen.map(keyOf).sort().reverse());
  });

  it("can't be asked while Redis is away, which is said; settings go on without it", async () => {
    const network = await startProxy(installation.env.REDIS_URL!);
    const cutOff = await installation.startApi({ REDIS_URL: network.through(installation.env.REDIS_URL!) });
    const there = clientOn(cutOff, admin);
    await there.request(QueuesDocument);
    network.cut();
    const unavailable = { code: "SERVICE_UNAVAILABLE", extensions: { retryAfterMs: expect.any(Number) } };
    await eventually(
      () => there.errorOf(QueuesDocument).catch(() => null),
      (error) => error?.code === "SERVICE_UNAVAILABLE",
    );
    expect(await there.errorOf(PauseQueueDocument, { input: { name: "mail" } })).toMatchObject(unavailable);
    const [before] = await installation.sql<{ id: string }>("select id from failed_jobs where queue = 'mail' limit 1");
    await installation.sql(`update failed_jobs set payload = '{"kind": "welcome", "event": {}}' where id = $1`, [before!.id]);
    expect(await there.errorOf(RetryFailedJobsDocument, { input: { queue: "mail", ids: [before!.id] } })).toMatchObject(unavailable);
    expect(await installation.sql("select from failed_jobs where id = $1", [before!.id])).toHaveLength(1);
    const input = { name: "maintenance.message", value: "Redis is away.", expectedRevision: 0 };
    const { setSystemSetting } = await there.request(SetSystemSettingDocument, { input });
    expect(setSystemSetting.systemSetting.value).toBe("Redis is away.");
    expect((await there.request(SiteDocument)).site.maintenanceMessage).toBe("Redis is away.");
    // Nobody was told; the others read again by themselves.
    await eventually(
      () => admin.request(SiteDocument),
      ({ site }) => site.maintenanceMessage === "Redis is away.",
    );
    network.pass();
    await eventually(
      () => there.request(QueuesDocument).catch(() => null),
      (answer) => answer !== null,
    );
    await cutOff.stop();
    await network.close();
  });

  it("are for admins, who name one there is", async () => {
    const learner = await createLearner(api);
    expect(await learner.errorOf(QueuesDocument)).toMatchObject({ code: "FORBIDDEN" });
    expect(await learner.errorOf(PauseQueueDocument, { input: { name: "events" } })).toMatchObject({ code: "FORBIDDEN" });
    for (const name of ["nothing", "meta", ""]) {
      expect(await admin.errorOf(PauseQueueDocument, { input: { name } })).toMatchObject({ code: "NOT_FOUND" });
      expect(await admin.errorOf(QueueWithFailedJobsDocument, { name })).toMatchObject({ code: "NOT_FOUND" });
    }
    for (const [which, field] of [
      [{}, "input.ids"],
      [{ ids: [newId()], all: true }, "input.all"],
      [{ ids: [] }, "input.ids"],
    ] as const)
      expect(await admin.errorOf(RetryFailedJobsDocument, { input: { queue: "events", ...which } as never })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field }] },
      });
  });
});
