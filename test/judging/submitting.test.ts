import { Redis } from "ioredis";
import {
  CancelSubmissionDocument,
  MySubmissionUpdatesDocument,
  QueuePlaceDocument,
  RunCodeDocument,
  SubmissionsDocument,
  SubmissionStatusDocument,
  SubmitCodeDocument,
  type MySubmissionUpdatesSubscription,
} from "../support/generated.js";
import type { Client } from "../support/client.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { clientOn, createLearner, createProblem, eventually, SUM_ACCEPTED, submit, type Problem } from "../support/scenario.js";

type Update = NonNullable<MySubmissionUpdatesSubscription["mySubmissionUpdates"]>;

describe("submitting", () => {
  let installation: Installation;
  let api: Api;
  let problem: Problem;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    problem = await createProblem(installation, api);
  });

  afterAll(() => installation?.stop());

  const code = { ...SUM_ACCEPTED };
  const watch = async (client: Client, submissionId: string) => {
    const verdicts: unknown[] = [];
    for await (const { submissionStatus } of client.subscribe(SubmissionStatusDocument, { submissionId }))
      verdicts.push(submissionStatus.verdict);
    return verdicts.at(-1);
  };

  it("with a key makes one submission, however often it is sent, and at the same moment too", async () => {
    const learner = await createLearner(api);
    const input = { problemId: problem.id, ...code, idempotencyKey: "attempt-1" };
    const send = async () => (await learner.request(SubmitCodeDocument, { input })).submitCode.submission.id;
    const ids = [...(await Promise.all([send(), send(), send(), send()])), await send()];
    expect(new Set(ids).size).toBe(1);
    expect((await learner.request(SubmissionsDocument, {})).submissions.totalCount).toBe(1);
    const other = await learner.errorOf(SubmitCodeDocument, { input: { ...input, source: "print(2)" } });
    expect(other).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.idempotencyKey" }] } });
    // Some clients write ids in upper case.
    const upper = { ...input, problemId: keyOf(problem.id).toUpperCase() };
    expect((await learner.request(SubmitCodeDocument, { input: upper })).submitCode.submission.id).toBe(ids[0]);
    // Another account's key is another key.
    const neighbour = await createLearner(api);
    expect((await neighbour.request(SubmitCodeDocument, { input })).submitCode.submission.id).not.toBe(ids[0]);
  });

  it("in a language that no worker has is refused, before anything is counted", async () => {
    const own = await createInstallation();
    const ownApi = await own.startApi();
    const ownProblem = await createProblem(own, ownApi);
    const learner = await createLearner(ownApi);
    const redis = new Redis(process.env.REDIS_URL!);
    const worker = (jobs: string, versions: Record<string, string>) => {
      const presence = { id: "w", level: "full", cgroup: "v2", detail: "", jobs, slots: 1, versions, libraries: {} };
      return redis.hset(`${own.env.REDIS_PREFIX}:workers`, "w", JSON.stringify({ at: Date.now() + 3_600_000, presence }));
    };
    const sent = { problemId: ownProblem.id, ...code };
    // Queued: without a worker, and with one that does not know yet.
    await submit(learner, ownProblem, code);
    await worker("taken", {});
    await submit(learner, ownProblem, code);
    await worker("taken", { go: "1.19" });
    const refused = { code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.language", code: "UNKNOWN_VALUE" }] } };
    expect(await learner.errorOf(SubmitCodeDocument, { input: sent })).toMatchObject(refused);
    expect(await learner.errorOf(RunCodeDocument, { input: sent })).toMatchObject(refused);
    expect((await learner.request(SubmissionsDocument, {})).submissions.totalCount).toBe(2);
    redis.disconnect();
    await own.stop();
  });

  it("tells the place in the queue", async () => {
    const learner = await createLearner(api);
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await submit(learner, problem, code));
    const places = await Promise.all(ids.map(async (id) => (await learner.request(QueuePlaceDocument, { id })).submission!.judgement));
    const positions = places.map(({ queuePosition }) => queuePosition!);
    expect(positions[1]! - positions[0]!).toBe(1);
    expect(positions[2]! - positions[1]!).toBe(1);
  });

  it("can be withdrawn while it is queued, by its author alone, and is then never judged", async () => {
    const learner = await createLearner(api);
    const id = await submit(learner, problem, code);
    const watching = watch(learner, id);
    expect((await (await createLearner(api)).errorOf(CancelSubmissionDocument, { input: { id } })).code).toBe("NOT_FOUND");
    const { cancelSubmission } = await learner.request(CancelSubmissionDocument, { input: { id } });
    expect(cancelSubmission.submission.judgement).toEqual({ status: "FINISHED", verdict: "CANCELLED" });
    expect(await watching).toBe("CANCELLED");
    expect((await learner.errorOf(CancelSubmissionDocument, { input: { id } })).code).toBe("CONFLICT");

    const worker = await installation.startWorker();
    const next = await submit(learner, problem, code);
    expect(await watch(learner, next)).toBe("ACCEPTED");
    expect(await watch(learner, id)).toBe("CANCELLED");
    expect((await learner.errorOf(CancelSubmissionDocument, { input: { id: next } })).code).toBe("CONFLICT");
    await learner.close();
    await worker.stop();
  });

  it("shows all of an account's submissions on one subscription, those sent from elsewhere too", async () => {
    const learner = await createLearner(api);
    const before = await submit(learner, problem, code);
    const updates: Update[] = [];
    const finished = (id: string) => updates.some((update) => update.submissionId === id && update.status === "FINISHED");
    let last = "";
    const watching = (async () => {
      for await (const { mySubmissionUpdates } of learner.subscribe(MySubmissionUpdatesDocument)) {
        updates.push(mySubmissionUpdates);
        if (last && finished(before) && finished(last)) break;
      }
    })();
    while (updates.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(updates[0]).toMatchObject({ submissionId: before, status: "QUEUED" });

    const stranger = await createLearner(api);
    const worker = await installation.startWorker();
    const foreign = await submit(stranger, problem, code);
    const phone = clientOn(api, learner);
    last = await submit(phone, problem, { language: "python", source: "print(0)" });
    await watching;
    expect(
      updates
        .filter(({ status }) => status === "FINISHED")
        .map(({ submissionId, verdict }) => [submissionId, verdict])
        .sort(),
    ).toEqual(
      [
        [before, "ACCEPTED"],
        [last, "WRONG_ANSWER"],
      ].sort(),
    );
    expect(updates.some(({ submissionId }) => submissionId === foreign)).toBe(false);
    for (const id of [before, last]) {
      const order = updates.filter(({ submissionId }) => submissionId === id).map(({ attempt, sequence }) => attempt * 2 ** 31 + sequence);
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
    }
    await learner.close();
    await worker.stop();
  });

  it("is limited a minute, with the time to wait", async () => {
    const strict = await installation.startApi({ SUBMISSIONS_PER_MINUTE: "2", RUNS_PER_MINUTE: "1" });
    const learner = await createLearner(strict);
    await submit(learner, problem, code);
    await submit(learner, problem, code);
    const third = await learner.errorOf(SubmitCodeDocument, { input: { problemId: problem.id, ...code } });
    expect(third.code).toBe("RATE_LIMITED");
    expect(third.extensions.retryAfterMs).toBeGreaterThan(0);
    expect(third.extensions.retryAfterMs).toBeLessThanOrEqual(60_000);
    const worker = await installation.startWorker();
    await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...code } });
    expect((await learner.errorOf(RunCodeDocument, { input: { problemId: problem.id, ...code } })).code).toBe("RATE_LIMITED");
    await worker.stop();
  });

  it("is refused while too much is waiting, with the time to wait, and takes a repeated key all the same", async () => {
    const full = await createInstallation({ SUBMISSIONS_QUEUE_LIMIT: "2", RUNS_QUEUE_LIMIT: "1", SUBMISSIONS_PER_MINUTE: "3" });
    const fullApi = await full.startApi();
    const ownProblem = await createProblem(full, fullApi);
    const learner = await createLearner(fullApi);
    const sent = { problemId: ownProblem.id, ...code };
    const first = { ...sent, idempotencyKey: "first" };
    const { submitCode } = await learner.request(SubmitCodeDocument, { input: first });
    await submit(learner, ownProblem, code);
    for (let again = 0; again < 3; again++) {
      const refused = await learner.errorOf(SubmitCodeDocument, { input: sent });
      expect(refused.code).toBe("QUEUE_FULL");
      expect(refused.extensions.retryAfterMs).toBeGreaterThanOrEqual(1000);
      expect(refused.extensions.retryAfterMs).toBeLessThanOrEqual(60_000);
    }
    expect((await learner.request(SubmitCodeDocument, { input: first })).submitCode.submission.id).toBe(submitCode.submission.id);
    const running = learner.request(RunCodeDocument, { input: sent });
    const redis = new Redis(process.env.REDIS_URL!);
    const queue = `${full.env.REDIS_PREFIX}:run-code`;
    await eventually("the run waits", async () => (await redis.llen(`${queue}:wait`)) === 1);
    redis.disconnect();
    expect((await learner.errorOf(RunCodeDocument, { input: sent })).code).toBe("QUEUE_FULL");
    const worker = await full.startWorker();
    expect((await running).runCode.compiled).toBe(true);
    expect(await watch(learner, submitCode.submission.id)).toBe("ACCEPTED");
    // Refused submissions did not count for the limit a minute.
    await eventually("there is room again", async () => (await full.sql("select from judgements where status = 'QUEUED'")).length === 0);
    await submit(learner, ownProblem, code);
    await worker.stop();
    await full.stop();
  });

  it("is listed by time", async () => {
    const learner = await createLearner(api);
    await submit(learner, problem, code);
    const middle = new Date(Date.now() + 5).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const late = await submit(learner, problem, code);
    const list = async (filter: object) =>
      (await learner.request(SubmissionsDocument, { filter })).submissions.edges.map(({ node }) => node.id);
    expect(await list({ sentFrom: middle })).toEqual([late]);
    expect(await list({ sentBefore: middle })).not.toContain(late);
  });
});
