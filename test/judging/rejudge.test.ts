/** Judging again what was judged: apart from present verdicts, after everything else, then applied or cancelled as one. */
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import {
  ApplyRejudgingDocument,
  CancelRejudgingDocument,
  CancelSubmissionDocument,
  CreateRejudgingDocument,
  MySubmissionUpdatesDocument,
  NodeDocument,
  NotificationsDocument,
  OutdatedVerdictsDocument,
  PauseQueueDocument,
  RejudgingDocument,
  RejudgingProgressDocument,
  RejudgingsDocument,
  RejudgeSubmissionsDocument,
  ResumeQueueDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import {
  applyRejudging,
  createRejudging,
  readRejudging,
  rejudgingsOf,
  spoilTests,
  verdictOf,
  watchRejudging,
} from "../support/rejudgings.js";
import { createInstructor, createLearner, createProblem, eventually, submit, SUM_ACCEPTED, verdictsOf } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

describe("rejudging", () => {
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let admin: Person;
  let learner: Person;
  let rows: ReturnType<typeof rejudgingsOf>;

  beforeAll(async () => {
    installation = await createInstallation();
    rows = rejudgingsOf(installation);
    [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });
  afterAll(() => installation?.stop());

  const judged = async (person: Person, problem: { id: string }) => {
    const id = await submit(person, problem, SUM_ACCEPTED);
    expect(await verdictsOf(person, id)).toEqual(["ACCEPTED"]);
    return id;
  };
  const ownerOf = async (problem: { id: string }) => {
    const owner = await createInstructor(installation, api);
    await installation.sql("update problems set author_id = $1 where id = $2", [owner.userId, problem.id]);
    return owner;
  };
  const counted = async (problem: { id: string }, accepted: number) => {
    await eventually("it is counted", async () => (await rows.countsOf(problem))?.accepted === accepted);
    return rows.countsOf(problem);
  };
  const isReady = ({ status }: { status: string }) => status === "READY";
  const pause = () => admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
  const resume = () => admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });
  const decide = (person: Person, document: typeof ApplyRejudgingDocument | typeof CancelRejudgingDocument, id: string) =>
    person.errorOf(document as typeof ApplyRejudgingDocument, { input: { id } });

  it("shows what would change, changes nothing until it is applied, and then everything once", async () => {
    const problem = await createProblem(installation, api);
    const owner = await ownerOf(problem);
    const ids = [await judged(learner, problem), await judged(learner, problem)];
    expect(await counted(problem, 2)).toEqual({ submissions: 2, accepted: 2 });
    const outdated = async () => (await owner.request(OutdatedVerdictsDocument, { id: problem.id })).problem!.outdatedVerdictCount;
    expect(await outdated()).toBe(0);
    await spoilTests(owner, problem);
    expect(await outdated()).toBe(2);
    expect((await learner.request(OutdatedVerdictsDocument, { id: problem.id })).problem!.outdatedVerdictCount).toBeNull();

    const updates: { id: string; verdict: string | null }[] = [];
    const live = learner.subscribe(MySubmissionUpdatesDocument);
    const watching = (async () => {
      for await (const { mySubmissionUpdates: event } of live) {
        if (ids.includes(event.submissionId)) updates.push({ id: event.submissionId, verdict: event.verdict ?? null });
        if (updates.filter(({ verdict }) => verdict === "WRONG_ANSWER").length === 2) return;
      }
    })();
    const filter = { problemId: problem.id, outdated: true };
    const { rejudging, skippedCount } = await createRejudging(owner, { filter, reason: "A wrong answer in the tests." });
    expect(skippedCount).toBe(0);
    const states = await watchRejudging(owner, rejudging.id, isReady);
    expect(states.at(-1)).toMatchObject({ judgedCount: 2, submissionCount: 2, appliedCount: 0, gainedCount: 0, lostCount: 2 });
    const order = states.map(({ judgedCount }) => judgedCount);
    expect(order).toEqual([...order].sort((a, b) => a - b));

    const ready = await readRejudging(owner, rejudging.id, { effect: "LOST", from: "ACCEPTED", to: "WRONG_ANSWER" });
    expect(ready.verdictChanges).toEqual([{ from: "ACCEPTED", to: "WRONG_ANSWER", count: 2 }]);
    expect(ready.submissions.totalCount).toBe(2);
    expect(ready.submissions.nodes.map(({ submission }) => submission.id)).toEqual(ids);
    expect(ready.submissions.nodes[0]).toMatchObject({
      effect: "LOST",
      previousJudgement: { verdict: "ACCEPTED", testSetVersion: 1 },
      judgement: { verdict: "WRONG_ANSWER", testSetVersion: 2 },
    });
    expect((await readRejudging(owner, rejudging.id, { effect: "GAINED" })).submissions.totalCount).toBe(0);
    // The learner sees nothing of it, neither the verdict nor the judgement.
    for (const id of ids) expect(await verdictOf(learner, id)).toBe("ACCEPTED");
    const staged = ready.submissions.nodes[0]!.judgement!.id;
    expect((await learner.request(NodeDocument, { id: staged })).node).toBeNull();
    expect((await owner.request(NodeDocument, { id: staged })).node).toMatchObject({ id: staged });
    expect((await owner.request(NodeDocument, { id: rejudging.id })).node).toMatchObject({ id: rejudging.id });
    expect(await rows.countsOf(problem)).toEqual({ submissions: 2, accepted: 2 });
    expect(updates.every(({ verdict }) => verdict === "ACCEPTED")).toBe(true);

    const applying = watchRejudging(owner, rejudging.id);
    const answers = await Promise.all([applyRejudging(owner, rejudging.id), applyRejudging(owner, rejudging.id)]);
    for (const { status } of answers) expect(status).toMatch(/^APPL/);
    // The stream ends itself.
    expect((await applying).at(-1)).toMatchObject({ status: "APPLIED", appliedCount: 2, lostCount: 2, decidedBy: { id: owner.userId } });
    await watching;
    for (const id of ids) {
      expect(await verdictOf(learner, id)).toBe("WRONG_ANSWER");
      expect(updates.filter((update) => update.id === id && update.verdict === "WRONG_ANSWER")).toHaveLength(1);
    }
    expect(await counted(problem, 0)).toEqual({ submissions: 2, accepted: 0 });
    expect(await outdated()).toBe(0);
    const [status] = await installation.sql<{ solved: boolean }>("select solved from problem_viewer_status where problem_id = $1", [
      problem.id,
    ]);
    expect(status).toEqual({ solved: false });
    const judgements = (await Promise.all(ids.map(rows.judgementsOf))).flat();
    expect(new Set(judgements.map(({ finish_number }) => finish_number)).size).toBe(4);

    expect((await applyRejudging(owner, rejudging.id)).status).toBe("APPLIED");
    expect(await decide(owner, CancelRejudgingDocument, rejudging.id)).toMatchObject({ code: "CONFLICT" });
    expect(await watchRejudging(owner, rejudging.id)).toHaveLength(1);
    const history = (await owner.request(RejudgingsDocument, { problemId: problem.id })).rejudgings;
    expect(history).toMatchObject({
      totalCount: 1,
      nodes: [{ reason: "A wrong answer in the tests.", createdBy: { id: owner.userId }, problem: { id: problem.id } }],
    });
    const entries = await installation.sql<{ action: string }>(
      "select action from audit_entries where actor_id = $1 and action ~ 'rejudg' order by id",
      [owner.userId],
    );
    expect(entries.map(({ action }) => action)).toEqual(["submission.rejudged", "rejudging.applied"]);
  });

  it("applied by itself, with the same outcome, is no news; so does the deprecated rejudgeSubmissions", async () => {
    const problem = await createProblem(installation, api);
    const person = await createLearner(api);
    // Else the first verdict would bring the news of a badge too.
    await installation.sql("insert into awarded_badges (user_id, badge) values ($1, 'first-solve')", [person.userId]);
    const id = await submit(person, problem, SUM_ACCEPTED);
    const notified = async () => (await person.request(NotificationsDocument, { first: 10 })).notifications.totalCount;
    await eventually("the first verdict is told", async () => (await notified()) === 1);
    const { rejudging } = await createRejudging(admin, { submissionIds: [id, id], applyWhenJudged: true });
    expect((await watchRejudging(admin, rejudging.id)).at(-1)).toMatchObject({ status: "APPLIED", decidedBy: { id: admin.userId } });
    const input = { submissionIds: [id] };
    expect((await admin.request(RejudgeSubmissionsDocument, { input })).rejudgeSubmissions).toEqual({
      ...{ rejudgedCount: 1, skippedCount: 0, hasMore: false },
    });
    await eventually("it is applied", async () => (await rows.judgementsOf(id)).filter(({ staged }) => !staged).length === 3);
    await eventually("its event is handled", async () => (await installation.sql("select from outbox")).length === 0);
    expect(await notified()).toBe(1);
    expect((await rows.judgementsOf(id)).map(({ verdict }) => verdict)).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED"]);
  });

  it("is for editors of the problem and admins; others' submissions and sets look like none", async () => {
    const problem = await createProblem(installation, api);
    const id = await judged(learner, problem);
    const stranger = await createInstructor(installation, api);
    const errorOf = (person: Person, input: object) => person.errorOf(CreateRejudgingDocument, { input: input as never });
    expect(await errorOf(learner, { submissionIds: [id] })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(stranger, { submissionIds: [id] })).toMatchObject({ code: "NOT_FOUND" });
    expect(await errorOf(stranger, { filter: { problemId: problem.id } })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(stranger, { filter: {} })).toMatchObject({ code: "FORBIDDEN" });
    expect(await errorOf(admin, { submissionIds: [id, newId()] })).toMatchObject({ code: "NOT_FOUND" });
    for (const wrong of [{}, { submissionIds: [id], filter: {} }, { submissionIds: [] }, { submissionIds: Array(101).fill(id) }])
      expect(await errorOf(admin, wrong)).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await rows.judgementsOf(id)).toHaveLength(1);

    const { rejudging } = await createRejudging(admin, { submissionIds: [id] });
    for (const document of [ApplyRejudgingDocument, CancelRejudgingDocument])
      expect(await decide(stranger, document, rejudging.id)).toMatchObject({ code: "NOT_FOUND" });
    expect(await stranger.errorOf(RejudgingDocument, { id: rejudging.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await stranger.errorOf(RejudgingsDocument, { problemId: problem.id })).toMatchObject({ code: "FORBIDDEN" });
    expect(await stranger.errorOf(RejudgingsDocument, {})).toMatchObject({ code: "FORBIDDEN" });
    await expect(stranger.subscribe(RejudgingProgressDocument, { id: rejudging.id }).next()).rejects.toThrow();
    expect((await stranger.request(NodeDocument, { id: rejudging.id })).node).toBeNull();
    await admin.request(CancelRejudgingDocument, { input: { id: rejudging.id } });
  });

  it("by a filter takes what fits and was judged, and each submission into one open set only", async () => {
    const problem = await createProblem(installation, api);
    const owner = await ownerOf(problem);
    const ids = [await judged(learner, problem), await judged(learner, problem), await judged(learner, problem)];
    await installation.sql("update judgements set verdict = 'SYSTEM_ERROR' where submission_id = any($1)", [ids.slice(0, 2)]);
    await installation.sql("update judgements set verdict = 'CANCELLED' where submission_id = $1", [ids[2]]);
    const failed = { problemId: problem.id, verdict: "SYSTEM_ERROR" };
    for (const none of [
      { verdict: "WRONG_ANSWER" },
      { language: "go" },
      { testSetVersion: 2 },
      { outdated: true },
      { sentBefore: "2020-01-01T00:00:00Z" },
      { sentFrom: "2100-01-01T00:00:00Z" },
      { judgedBefore: "2020-01-01T00:00:00Z" },
    ])
      expect(await owner.errorOf(CreateRejudgingDocument, { input: { filter: { ...failed, ...none } as never } })).toMatchObject({
        code: "BAD_USER_INPUT",
      });
    // All of them at once.
    const times = { sentFrom: "2020-01-01T00:00:00Z", sentBefore: "2100-01-01T00:00:00Z", judgedBefore: "2100-01-01T00:00:00Z" };
    const input = { filter: { ...failed, ...times, testSetVersion: 1, language: "python" } as never };
    const answers = await Promise.allSettled([0, 1, 2].map(() => owner.request(CreateRejudgingDocument, { input })));
    const made = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.createRejudging.rejudging] : []));
    expect(made.map(({ submissionCount }) => submissionCount)).toEqual([2]);
    const again = await createRejudging(owner, { submissionIds: ids }).catch((error: Error) => error);
    expect(again).toBeInstanceOf(Error);
    await watchRejudging(owner, made[0]!.id, isReady);
    expect((await readRejudging(owner, made[0]!.id)).gainedCount).toBe(2);
    await applyRejudging(owner, made[0]!.id);
    await watchRejudging(owner, made[0]!.id);
    for (const id of ids.slice(0, 2)) expect(await verdictOf(learner, id)).toBe("ACCEPTED");
    expect(await rows.judgementsOf(ids[2]!)).toHaveLength(1);
  });

  it("comes after every submission in the queue, and waits while judging is paused", async () => {
    const problem = await createProblem(installation, api);
    const old = [await judged(learner, problem), await judged(learner, problem)];
    await pause();
    const { rejudging } = await createRejudging(admin, { submissionIds: old });
    const fresh = await submit(learner, problem, SUM_ACCEPTED);
    const rounds = (await Promise.all(old.map(rows.judgementsOf))).map((all) => all[1]!.round);
    expect(new Set(rounds).size).toBe(2);
    expect((await rows.judgementsOf(fresh))[0]!.round).toBeLessThan(Math.min(...rounds));
    expect(await decide(admin, ApplyRejudgingDocument, rejudging.id)).toMatchObject({ code: "CONFLICT" });
    // Nor can the learner call the rejudging off.
    expect(await learner.errorOf(CancelSubmissionDocument, { input: { id: old[0]! } })).toMatchObject({ code: "CONFLICT" });
    await worker.stop();
    worker = await installation.startWorker({ env: { JUDGE_SLOTS: "1" } });
    await resume();
    expect((await watchRejudging(admin, rejudging.id, isReady)).at(-1)).toMatchObject({ judgedCount: 2 });
    const starts = await installation.sql<{ submission_id: string }>(
      "select submission_id from judgements where submission_id = any($1) and started_at > now() - interval '1 hour' order by started_at desc limit 3",
      [[...old, fresh]],
    );
    expect(globalId("Submission", starts.at(-1)!.submission_id)).toBe(fresh);
    await admin.request(CancelRejudgingDocument, { input: { id: rejudging.id } });
  });

  it("takes ten thousand submissions, and is refused for more", async () => {
    const problem = await createProblem(installation, api);
    await rows.writeAccepted(10_001, (await createLearner(api)).userId, problem.id);
    const input = { filter: { problemId: problem.id } };
    expect(await admin.errorOf(CreateRejudgingDocument, { input })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.filter", code: "TOO_MANY", maximum: 10_000 }] },
    });
    await installation.sql("delete from submissions where id = (select min(id::text)::uuid from submissions where problem_id = $1)", [
      problem.id,
    ]);
    await pause();
    const { rejudging } = await createRejudging(admin, input);
    expect(rejudging).toMatchObject({ status: "JUDGING", submissionCount: 10_000 });
    await installation.sql(
      "update judgements set status = 'FINISHED', verdict = 'WRONG_ANSWER', finished_at = now() where staged and submission_id in (select id from submissions where problem_id = $1)",
      [problem.id],
    );
    await applyRejudging(admin, rejudging.id);
    expect((await watchRejudging(admin, rejudging.id)).at(-1)).toMatchObject({ status: "APPLIED", appliedCount: 10_000 });
    await resume();
    await installation.sql("delete from submissions where problem_id = $1", [problem.id]);
  });
});
