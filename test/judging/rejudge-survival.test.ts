/** Rejudgings whose worker or API dies, that are cancelled while they run, and whose accounts are deleted meanwhile. */
import { CancelRejudgingDocument, PauseQueueDocument, RequestAccountDeletionDocument, ResumeQueueDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { PROVES_ALL } from "../support/proofs.js";
import {
  applyRejudging,
  createRejudging,
  readRejudging,
  rejudgingsOf,
  spoilTests,
  verdictOf,
  watchRejudging,
} from "../support/rejudgings.js";
import {
  clientOn,
  createInstructor,
  createLearner,
  createProblem,
  eventually,
  SLOW_ACCEPTED,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Code,
} from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

describe("a rejudging survives", () => {
  let installation: Installation;
  let api: Api;
  let admin: Person;
  let learner: Person;
  let rows: ReturnType<typeof rejudgingsOf>;

  beforeAll(async () => {
    installation = await createInstallation({ JUDGE_LEASE_MS: "2000", ACCOUNT_DELETION_GRACE_DAYS: "0" });
    rows = rejudgingsOf(installation);
    api = await installation.startApi();
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });
  afterAll(() => installation?.stop());

  const isReady = ({ status }: { status: string }) => status === "READY";
  const judged = async (person: Person, problem: { id: string }, code: Code = SUM_ACCEPTED) => {
    const id = await submit(person, problem, code);
    expect(await verdictsOf(person, id)).toEqual(["ACCEPTED"]);
    return id;
  };
  const stagedOf = (problem: { id: string }) =>
    installation.sql<{ status: string }>(
      "select j.status from judgements j join submissions s on s.id = j.submission_id where j.staged and s.problem_id = $1",
      [problem.id],
    );

  it("a worker and an API that are killed while it is judged", async () => {
    const problem = await createProblem(installation, api);
    const first = await installation.startWorker();
    const ids = [await judged(learner, problem), await judged(learner, problem), await judged(learner, problem)];
    await first.stop();
    await spoilTests(admin, problem);
    const doomed = await installation.startApi({}, { own: true });
    const { rejudging } = await createRejudging(clientOn(doomed, admin), { filter: { problemId: problem.id } });
    doomed.kill("SIGKILL");
    const victim = await installation.startWorker({ killAt: "mid-run" });
    await victim.ended;
    const rescuer = await installation.startWorker();
    expect((await watchRejudging(admin, rejudging.id, isReady)).at(-1)).toMatchObject({ judgedCount: 3, lostCount: 3 });
    for (const id of ids) {
      expect((await rows.judgementsOf(id)).map(({ verdict }) => verdict)).toEqual(["ACCEPTED", "WRONG_ANSWER"]);
      expect(await verdictOf(learner, id)).toBe("ACCEPTED");
    }
    await applyRejudging(admin, rejudging.id);
    expect((await watchRejudging(admin, rejudging.id)).at(-1)).toMatchObject({ status: "APPLIED", appliedCount: 3 });
    await rescuer.stop();
  });

  it("a worker that is killed while it is applied, after its first chunk: each verdict counts once", async () => {
    const MANY = PROVES_ALL ? 450 : 210;
    const problem = await createProblem(installation, api);
    const people = [await createLearner(api), await createLearner(api)];
    for (const { userId } of people) await rows.writeAccepted(MANY / 2, userId, problem.id);
    await admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
    const { rejudging } = await createRejudging(admin, { filter: { problemId: problem.id } });
    await installation.sql(
      `update judgements j set status = 'FINISHED', verdict = 'WRONG_ANSWER', attempt = 1, started_at = now(), finished_at = now()
       from submissions s where s.id = j.submission_id and j.staged and s.problem_id = $1`,
      [problem.id],
    );
    expect((await readRejudging(admin, rejudging.id)).status).toBe("READY");
    const victim = await installation.startWorker({ killAt: "mid-apply" });
    await applyRejudging(admin, rejudging.id);
    await victim.ended;
    expect(await readRejudging(admin, rejudging.id)).toMatchObject({ status: "APPLYING", appliedCount: 200 });
    const rescuer = await installation.startWorker();
    expect((await watchRejudging(admin, rejudging.id)).at(-1)).toMatchObject({ status: "APPLIED", appliedCount: MANY, lostCount: MANY });
    for (const { userId } of people) {
      const [finished] = await installation.sql<{ count: number; last: number }>(
        "select count(distinct finish_number)::int as count, max(finish_number) as last from judgements where user_id = $1",
        [userId],
      );
      expect(finished).toEqual({ count: MANY, last: MANY });
    }
    await eventually("its events are handled", async () => (await installation.sql("select from outbox")).length === 0);
    expect(await rows.countsOf(problem)).toEqual({ submissions: MANY, accepted: 0 });
    await rescuer.stop();
    await installation.sql("delete from submissions where problem_id = $1", [problem.id]);
  });

  it("being cancelled while a program runs: nothing has changed, and the next set takes the same submissions", async () => {
    const problem = await createProblem(installation, api);

    await admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });
    const worker = await installation.startWorker({ env: { JUDGE_SLOTS: "1" } });
    const ids = [await judged(learner, problem, SLOW_ACCEPTED), await judged(learner, problem)];
    await eventually("they are counted", async () => (await rows.countsOf(problem))?.accepted === 2);
    const { rejudging } = await createRejudging(admin, { submissionIds: ids });
    await eventually("one runs", async () => (await stagedOf(problem)).some(({ status }) => status === "RUNNING"));
    const cancel = async () => (await admin.request(CancelRejudgingDocument, { input: { id: rejudging.id } })).cancelRejudging.rejudging;
    expect(await cancel()).toMatchObject({ status: "CANCELLED", decidedBy: { id: admin.userId } });
    expect(await cancel()).toMatchObject({ status: "CANCELLED" });
    expect(await stagedOf(problem)).toEqual([]);
    expect((await watchRejudging(admin, rejudging.id)).map(({ status }) => status)).toEqual(["CANCELLED"]);
    const next = await createRejudging(admin, { submissionIds: ids });
    await watchRejudging(admin, next.rejudging.id, isReady);
    for (const id of ids) expect((await rows.judgementsOf(id)).map(({ staged }) => staged)).toEqual([false, true]);
    expect(await rows.countsOf(problem)).toEqual({ submissions: 2, accepted: 2 });
    expect((await readRejudging(admin, rejudging.id)).submissions.totalCount).toBe(0);
    await admin.request(CancelRejudgingDocument, { input: { id: next.rejudging.id } });
    await worker.stop();
  });

  it("an account that is deleted meanwhile: the others are applied", async () => {
    const problem = await createProblem(installation, api);
    const worker = await installation.startWorker();
    const leaver = await createLearner(api);
    const ids = [await judged(leaver, problem), await judged(learner, problem)];
    await spoilTests(admin, problem);
    await admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
    const { rejudging } = await createRejudging(admin, { submissionIds: ids });
    await leaver.request(RequestAccountDeletionDocument, { input: { password: "Sesame-Open-1" } });
    await eventually("its code is gone", async () => (await stagedOf(problem)).length === 1);

    await admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });
    expect((await watchRejudging(admin, rejudging.id, isReady)).at(-1)).toMatchObject({ submissionCount: 2, judgedCount: 1 });
    await applyRejudging(admin, rejudging.id);
    expect((await watchRejudging(admin, rejudging.id)).at(-1)).toMatchObject({ status: "APPLIED", appliedCount: 1, lostCount: 1 });
    expect(await verdictOf(learner, ids[1]!)).toBe("WRONG_ANSWER");
    expect((await rows.judgementsOf(ids[0]!)).map(({ verdict }) => verdict)).toEqual(["ACCEPTED"]);
    await worker.stop();
  });
});
