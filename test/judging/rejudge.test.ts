/** Judging again what was judged, and judging that admins have paused. */
import { setTimeout as delay } from "node:timers/promises";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import {
  CancelSubmissionDocument,
  MySubmissionUpdatesDocument,
  NotificationsDocument,
  PauseQueueDocument,
  RejudgeSubmissionsDocument,
  ResumeQueueDocument,
  SetTestsForTestDocument,
  SubmissionDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { createInstructor, createLearner, createProblem, eventually, submit, SUM_ACCEPTED, verdictsOf } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

describe("rejudging", () => {
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let admin: Person;
  let learner: Person;

  beforeAll(async () => {
    installation = await createInstallation();
    [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });
  afterAll(() => installation?.stop());

  const judged = async (person: Person, problem: { id: string }) => {
    const id = await submit(person, problem, SUM_ACCEPTED);
    return { id, verdicts: await verdictsOf(person, id) };
  };
  const rejudge = async (person: Person, input: object) =>
    (await person.request(RejudgeSubmissionsDocument, { input: input as never })).rejudgeSubmissions;
  const judgementsOf = (submissionId: string) =>
    installation.sql<{ id: string; status: string; verdict: string | null; round: number; requested_by_id: string | null }>(
      "select id, status, verdict, round, requested_by_id from judgements where submission_id = $1 order by id",
      [submissionId],
    );
  const latestOf = async (submissionId: string) => (await learner.request(SubmissionDocument, { id: submissionId })).submission!.judgement;
  /** The answer of every test becomes wrong for a program that adds. */
  const spoil = async (problem: { id: string }) => {
    const tests = [true, false].map((sample) => ({ name: sample ? "shown" : "hidden", input: "1 2\n", output: "4\n", sample }));
    await admin.request(SetTestsForTestDocument, { input: { problemId: problem.id, tests, publish: true } });
  };
  const ownerOf = async (problem: { id: string }) => {
    const owner = await createInstructor(installation, api);
    await installation.sql("update problems set author_id = $1 where id = $2", [owner.userId, problem.id]);
    return owner;
  };

  it("makes a judgement more by the tests of now, which counts, and which watchers see live", async () => {
    const problem = await createProblem(installation, api);
    const owner = await ownerOf(problem);
    const { id, verdicts } = await judged(learner, problem);
    expect(verdicts).toEqual(["ACCEPTED"]);
    const before = await latestOf(id);
    await spoil(problem);

    const updates = learner.subscribe(MySubmissionUpdatesDocument);
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { mySubmissionUpdates: event } of updates) {
        // What finished in the last minutes comes first.
        if (event.submissionId !== id || event.judgementId === before.id) continue;
        seen.push(event.verdict ?? event.status);
        if (event.status === "FINISHED") return;
      }
    })();
    // Whether the socket listens yet does not show; its row is read again, so only the beginning may be missing.
    expect(await rejudge(owner, { submissionIds: [id, id], reason: "A wrong answer in the tests." })).toEqual({
      rejudgedCount: 1,
      skippedCount: 0,
      hasMore: false,
    });
    await watching;
    expect(seen.at(-1)).toBe("WRONG_ANSWER");
    const [first, second] = await judgementsOf(id);
    expect(first).toMatchObject({ verdict: "ACCEPTED", requested_by_id: null });
    expect(second).toMatchObject({ verdict: "WRONG_ANSWER", requested_by_id: keyOf(owner.userId) });
    expect(await latestOf(id)).toMatchObject({ id: globalId("Judgement", second!.id), verdict: "WRONG_ANSWER" });
    const counted = async () =>
      (
        await installation.sql<{ submissions: number; accepted: number }>(
          "select submissions, accepted from problem_stats where problem_id = $1",
          [problem.id],
        )
      )[0]!;
    await eventually("it is counted as one submission", async () => (await counted())?.accepted === 0);
    expect(await counted()).toEqual({ submissions: 1, accepted: 0 });
    const [entry] = await installation.sql<{ actor_id: string; details: object }>(
      "select actor_id, details from audit_entries where action = 'submission.rejudged'",
    );
    expect(entry).toMatchObject({ actor_id: keyOf(owner.userId), details: { count: 1, reason: "A wrong answer in the tests." } });
  });

  it("with the same outcome is no news", async () => {
    const problem = await createProblem(installation, api);
    const person = await createLearner(api);
    const id = await submit(person, problem, SUM_ACCEPTED);
    const notified = async () => (await person.request(NotificationsDocument, { first: 10 })).notifications.totalCount;
    await eventually("the first verdict is told", async () => (await notified()) === 1);
    await rejudge(admin, { submissionIds: [id] });
    await eventually("it is judged again", async () => (await judgementsOf(id))[1]?.status === "FINISHED");
    await eventually("its event is handled", async () => (await installation.sql("select from outbox")).length === 0);
    expect(await notified()).toBe(1);
    expect((await judgementsOf(id)).map(({ verdict }) => verdict)).toEqual(["ACCEPTED", "ACCEPTED"]);
  });

  it("is for editors of the problem and admins; others' submissions look like none", async () => {
    const problem = await createProblem(installation, api);
    const { id } = await judged(learner, problem);
    const stranger = await createInstructor(installation, api);
    const errorOf = (person: Person, input: object) => person.errorOf(RejudgeSubmissionsDocument, { input: input as never });
    expect(await errorOf(learner, { submissionIds: [id] })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(stranger, { submissionIds: [id] })).toMatchObject({ code: "NOT_FOUND" });
    expect(await errorOf(stranger, { filter: { problemId: problem.id } })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(stranger, { filter: {} })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(admin, { submissionIds: [id, newId()] })).toMatchObject({ code: "NOT_FOUND" });
    for (const wrong of [{}, { submissionIds: [id], filter: {} }, { submissionIds: [] }, { submissionIds: Array(101).fill(id) }])
      expect(await errorOf(admin, wrong)).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await judgementsOf(id)).toHaveLength(1);
  });

  it("by a filter takes what fits and was judged, such as what we could not judge", async () => {
    const problem = await createProblem(installation, api);
    const owner = await ownerOf(problem);
    const sent = [await judged(learner, problem), await judged(learner, problem), await judged(learner, problem)];
    const ids = sent.map(({ id }) => id);
    await installation.sql("update judgements set verdict = 'SYSTEM_ERROR' where submission_id = any($1)", [ids.slice(0, 2)]);
    await installation.sql("update judgements set verdict = 'CANCELLED' where submission_id = $1", [ids[2]]);
    const judgedBefore = new Date().toISOString();
    const filter = { problemId: problem.id, judgedBefore };
    expect(await rejudge(owner, { filter: { ...filter, verdict: "WRONG_ANSWER" } })).toMatchObject({ rejudgedCount: 0 });
    expect(await rejudge(owner, { filter: { ...filter, language: "go" } })).toMatchObject({ rejudgedCount: 0 });
    const answers = await Promise.all([0, 1, 2].map(() => rejudge(owner, { filter: { ...filter, verdict: "SYSTEM_ERROR" } })));
    // Whoever comes second finds them queued.
    expect(answers.reduce((sum, { rejudgedCount }) => sum + rejudgedCount, 0)).toBe(2);
    await eventually("both are judged", async () =>
      (await Promise.all(ids.slice(0, 2).map(judgementsOf))).every((all) => all.length === 2 && all[1]!.verdict === "ACCEPTED"),
    );
    expect(await judgementsOf(ids[2]!)).toHaveLength(1);
    expect(await rejudge(owner, { filter })).toMatchObject({ rejudgedCount: 0, hasMore: false });
  });

  it("waits with everyone else while judging is paused, through a restart of the worker, in rounds of its own", async () => {
    const problem = await createProblem(installation, api);
    const old = await Promise.all([judged(learner, problem), judged(learner, problem), judged(learner, problem)]);
    await admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
    await rejudge(admin, { submissionIds: old.map(({ id }) => id) });
    const fresh = await submit(learner, problem, SUM_ACCEPTED);
    const rounds = (await Promise.all(old.map(({ id }) => judgementsOf(id)))).map((all) => all[1]!.round);
    expect(new Set(rounds).size).toBe(3);
    // The learner's own submission is not put behind what others had judged again.
    expect((await judgementsOf(fresh))[0]!.round).toBe(Math.min(...rounds));
    // Nor can the learner call the rejudging off.
    expect(await learner.errorOf(CancelSubmissionDocument, { input: { id: old[0]!.id } })).toMatchObject({
      code: "CONFLICT",
    });

    await worker.stop();
    worker = await installation.startWorker();
    await delay(6000); // longer than two rounds of the sweeper
    for (const id of [fresh, ...old.map((one) => one.id)]) expect((await latestOf(id)).status).toBe("QUEUED");
    await admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });
    await eventually("all are judged", async () =>
      (await Promise.all([fresh, ...old.map((one) => one.id)].map(latestOf))).every(({ verdict }) => verdict === "ACCEPTED"),
    );
  });
});
