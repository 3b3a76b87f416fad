import { Queue } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { itLong, proven } from "../support/proofs.js";
import * as quizzes from "../support/quizzes.js";
import {
  createInstructor,
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  SLOW_ACCEPTED,
  SUM_ACCEPTED,
  submit,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";
import { settled } from "../support/settled.js";
import { startServices } from "../support/services.js";

/** Short, so that a dead worker's claim is soon free. */
const LEASE = { JUDGE_LEASE_MS: "2000" };

describe("a judging survives", () => {
  let redis: Awaited<ReturnType<typeof startServices<"redis">>>;
  let installation: Installation;
  let api: Api;
  let learner: Client;
  let problem: Problem;

  beforeAll(async () => {
    redis = await startServices({ only: ["redis"] });
    installation = await createInstallation({ ...LEASE, REDIS_URL: redis.redis.url });
    api = await installation.startApi();
    learner = await createLearner(api);
    problem = await createProblem(installation, api);
  });

  afterAll(async () => {
    await learner?.close();
    await installation?.stop();
    await redis?.stop();
  });

  const verdictOf = (submissionId: string) => verdictsOf(learner, submissionId);
  const rowOf = (submissionId: string) => judgementOf(installation, submissionId);

  it.each(proven(["after-claim", "mid-run", "before-commit", "after-commit"], ["mid-run", "after-commit"]))(
    "a worker killed %s: one verdict, and the watcher sees it",
    async (killAt) => {
      const victim = await installation.startWorker({ killAt });
      const id = await submit(learner, problem, SUM_ACCEPTED);
      const watching = verdictOf(id);
      await victim.ended;
      const rescuer = await installation.startWorker();
      expect(await watching).toEqual(["ACCEPTED"]);
      const row = await rowOf(id);
      expect(row).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: killAt === "after-commit" ? 1 : 2 });
      await rescuer.stop();
    },
    300_000,
  );

  it("a worker killed between the answer to a code question and its points: wrong and right answers count once", async () => {
    const WRONG = { language: "python", source: "print(0)\n" };
    const author = await createInstructor(installation, api);
    const { id: bankId } = await quizzes.bank(author);
    const { id: questionId } = await quizzes.question(author, bankId, { kind: "CODE", prompt: "Solve.", problemId: problem.id });
    const quiz = await quizzes.publishedQuiz(author, [{ questionId, points: 3 }]);
    /** Of a finished attempt with these answers: what it is before a worker runs. */
    const answered = async (person: Client, ...codes: (typeof WRONG)[]) => {
      const { id } = await quizzes.start(person, quiz.id);
      const submissions: string[] = [];
      for (const code of codes) submissions.push(await submit(person, problem, code));
      return { ...(await quizzes.submit(person, id)).attempt, submissions };
    };
    const graded = async (person: Client, id: string) => {
      await eventually("the attempt is graded", async () => (await quizzes.attemptOf(person, id))!.status === "GRADED");
      return quizzes.attemptOf(person, id);
    };
    const [right, wrong] = await Promise.all([createLearner(api), createLearner(api)]);
    const passing = await answered(right, WRONG, SUM_ACCEPTED);
    const failing = await answered(wrong, WRONG);
    expect([passing, failing]).toEqual(Array.from({ length: 2 }, () => expect.objectContaining({ status: "SUBMITTED", score: null })));

    for (const killAt of proven(["mid-run", "before-commit"], ["before-commit"])) {
      const victim = await installation.startWorker({ killAt });
      await victim.ended;
    }
    const rescuer = await installation.startWorker();
    expect(await graded(right, passing.id)).toMatchObject({ score: 3, questions: [{ solution: { points: 3 } }] });
    expect(await graded(wrong, failing.id)).toMatchObject({ score: 0, questions: [{ solution: { points: 0 } }] });
    const verdicts = await Promise.all([...passing.submissions, ...failing.submissions].map(async (id) => (await rowOf(id)).verdict));
    expect(verdicts).toEqual(["WRONG_ANSWER", "ACCEPTED", "WRONG_ANSWER"]);
    await rescuer.stop();
  }, 300_000);

  it("a Redis that lost everything while the submission waited", async () => {
    const id = await submit(learner, problem, SUM_ACCEPTED);
    const watching = verdictOf(id);
    await redis.redis.restart({ keepData: false });
    const worker = await installation.startWorker();
    expect(await watching).toEqual(["ACCEPTED"]);
    await worker.stop();
  });

  it("a Redis that is emptied and restarted while the program runs", async () => {
    const worker = await installation.startWorker();
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const watching = verdictOf(id);
    await eventually("the program runs", async () => (await rowOf(id)).status === "RUNNING");
    const client = new Redis(redis.redis.url);
    await client.flushall();
    client.disconnect();
    await redis.redis.restart({ keepData: false });
    expect(await watching).toEqual(["ACCEPTED"]);
    expect(await rowOf(id)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED" });
    await worker.stop();
  });

  it("a Redis that is away when the code is sent: the answer does not wait, and the verdict comes", async () => {
    const worker = await installation.startWorker();
    await redis.redis.stop();
    const id = await submit(learner, problem, SUM_ACCEPTED);
    await redis.redis.start();
    expect(await verdictOf(id)).toEqual(["ACCEPTED"]);
    await worker.stop();
  });

  itLong("a Redis restarted with its data, while one program runs and others wait", async () => {
    const worker = await installation.startWorker({ env: { JUDGE_SLOTS: "1" } });
    const ids = await Promise.all(Array.from({ length: 3 }, () => submit(learner, problem, SLOW_ACCEPTED)));
    const watching = ids.map(verdictOf);
    await eventually("one runs", async () => (await Promise.all(ids.map(rowOf))).some(({ status }) => status === "RUNNING"));
    await redis.redis.restart();
    expect(await Promise.all(watching)).toEqual(ids.map(() => ["ACCEPTED"]));
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED" });
    await worker.stop();
  });

  it("a worker that sleeps past its lease and wakes up: its late verdict is dropped", async () => {
    const sleeper = await installation.startWorker({ own: true });
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const watching = verdictOf(id);
    await eventually("the program runs", async () => (await rowOf(id)).status === "RUNNING");
    sleeper.kill("SIGSTOP");
    const rescuer = await installation.startWorker();
    expect(await watching).toEqual(["ACCEPTED"]);
    const judged = await rowOf(id);
    expect(judged).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: 2 });
    sleeper.kill("SIGCONT");
    await eventually("it learns of it", () => /the claim was lost/.test(sleeper.logs()));
    expect(await rowOf(id)).toEqual(judged);
    // And it is of use again.
    await rescuer.stop();
    expect(await verdictOf(await submit(learner, problem, SUM_ACCEPTED))).toEqual(["ACCEPTED"]);
    await sleeper.stop();
  });

  it("a job that runs twice at the same time, on two workers", async () => {
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const [judgement] = await installation.sql<{ id: string }>("select id from judgements where submission_id = $1", [id]);
    const connection = { url: redis.redis.url, maxRetriesPerRequest: null };
    const queue = new Queue("judge-submission", { connection: connection as never, prefix: installation.env.REDIS_PREFIX! });
    await queue.add("judge-submission", { judgementId: judgement!.id }, { jobId: `${judgement!.id}-again` });
    await queue.add("judge-submission", { judgementId: judgement!.id }, { jobId: `${judgement!.id}-once-more` });
    await queue.close();
    const workers = await Promise.all([installation.startWorker(), installation.startWorker()]);
    expect(await verdictOf(id)).toEqual(["ACCEPTED"]);
    await settled(installation, ["judge-submission"]);
    expect(await rowOf(id)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: 1 });
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  it("a payload that is no job, and one of a judgement that does not exist: they are dropped and others go on", async () => {
    const connection = { url: redis.redis.url, maxRetriesPerRequest: null };
    const queue = new Queue("judge-submission", { connection: connection as never, prefix: installation.env.REDIS_PREFIX! });
    const poison = [
      null,
      "text",
      {},
      { judgementId: 7 },
      { judgementId: "../etc" },
      { judgementId: "018f0000-0000-7000-8000-000000000000" },
    ];
    const gone = { removeOnComplete: true, removeOnFail: true };
    await queue.addBulk(poison.map((data, n) => ({ name: "judge-submission", data, opts: { jobId: `poison-${n}`, ...gone } })));
    const worker = await installation.startWorker();
    expect(await verdictOf(await submit(learner, problem, SUM_ACCEPTED))).toEqual(["ACCEPTED"]);
    await eventually("none is left", async () => {
      return (await queue.getJobCountByTypes("waiting", "active", "delayed", "prioritized", "failed")) === 0;
    });
    expect(worker.logs().match(/job dropped: its payload does not parse/g)).toHaveLength(poison.length - 1);
    expect(worker.logs()).toMatch(/no such judgement/);
    await queue.close();
    await worker.stop();
  });

  it("events that are lost with their worker and with Redis while they are handled: they are handled again", async () => {
    const worker = await installation.startWorker({ own: true });
    const lock = new pg.Client({ connectionString: installation.env.DATABASE_URL });
    await lock.connect();
    await lock.query("begin; lock table problem_stats in exclusive mode");
    expect(await verdictOf(await submit(learner, problem, SUM_ACCEPTED))).toEqual(["ACCEPTED"]);
    await eventually("its verdict is being counted", async () => {
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      return (await installation.sql(waiting)).length > 0;
    });
    worker.kill("SIGKILL");
    await worker.ended;
    await redis.redis.restart({ keepData: false });
    await lock.query("rollback");
    await lock.end();
    const other = await installation.startWorker();
    const left = () => installation.sql("select from outbox");
    await eventually("all are handled", async () => (await left()).length === 0);
    await other.stop();
  });

  it("all of this with each verdict counted once for the problem", async () => {
    const worker = await installation.startWorker();
    // The answers to the question are submissions too, and two of them are wrong.
    const [sent] = await installation.sql<{ count: number; accepted: number }>(
      `select count(*)::int as count, count(*) filter (where verdict = 'ACCEPTED')::int as accepted
       from judgements`,
    );
    expect(sent!.accepted).toBe(sent!.count - 2);
    const counted = async () =>
      (await installation.sql<{ submissions: number; accepted: number }>("select submissions, accepted from problem_stats"))[0];
    await eventually("counted", async () => (await counted())?.submissions === sent!.count);
    await settled(installation); // none too many comes
    expect(await counted()).toEqual({ submissions: sent!.count, accepted: sent!.accepted });
    await worker.stop();
  });
});
