/** `verifyProblem`: expected against actual, time limits, what publishing warns about, and workers that die. */
import { draft, read, setTests, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  CancelVerificationDocument,
  PauseQueueDocument,
  PublishWarningsDocument,
  PublishWithWarningsDocument,
  RemoveProblemProgramDocument,
  ResumeQueueDocument,
  SaveProblemProgramDocument,
  VerificationDocument,
  VerificationsDocument,
  VerifyProblemDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import {
  CRASHING,
  ENDLESS,
  generate,
  PAIR,
  RANDOM,
  RIGHT,
  save,
  SMALL,
  UNSTABLE,
  verified,
  verify,
  watchVerification,
  WRONG,
} from "../support/problem-programs.js";
import { proven } from "../support/proofs.js";
import { createInstructor, createLearner, eventually, submit, SUM_ACCEPTED, verdictsOf } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let worker: Program;
let admin: Client;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [admin, author, learner] = await Promise.all([
    createInstructor(installation, api, "ADMIN"),
    createInstructor(installation, api),
    createLearner(api),
  ]);
});

afterAll(async () => {
  await learner?.close();
  await author?.close();
  await installation?.stop();
});

const TESTS = [
  { name: "sample", input: "1 2\n", output: "3\n", sample: true },
  { name: "hidden", input: "2 3\n", output: "5\n" },
];

/** Judged by a verification, so that its parts can be kept apart from slowness of the machine. */
async function prepared(programs = [SMALL, RIGHT, WRONG], change: object = {}) {
  const { id } = await draft(author, change);
  await setTests(author, id, TESTS);
  for (const program of programs) {
    const { verification } = await save(author, id, program);
    if (verification) await watchVerification(author, verification.id);
  }
  return id;
}

const warningsOf = async (problemId: string) => (await author.request(PublishWarningsDocument, { problemId })).publishWarnings!;
const publish = async (id: string) => (await author.request(PublishWithWarningsDocument, { input: { id } })).publishProblem!.warnings;

describe("a verification", () => {
  it("reports expected against actual for each solution, live, and suggests a time limit", async () => {
    const id = await prepared([SMALL, PAIR, RIGHT, WRONG, ENDLESS, CRASHING], { timeLimitMs: 2000 });
    const states = await watchVerification(author, (await verify(author, id)).id);
    const last = states.at(-1)!;
    expect(last).toMatchObject({ status: "FINISHED", scope: "ALL", revision: 1, testSet: { version: 1 }, invalidInputs: [] });
    expect(last.testsDone).toBe(last.testsTotal);
    expect(last.testsTotal).toBe(12);
    const expected = { asExpected: true, compilerOutput: null };
    expect(last.solutions).toEqual([
      expect.objectContaining({ ...expected, name: RIGHT.name, verdict: "ACCEPTED", failedTest: null, testsPassed: 2 }),
      expect.objectContaining({ ...expected, name: CRASHING.name, verdict: "RUNTIME_ERROR", failedTest: "sample", detail: "exit code 5" }),
      expect.objectContaining({ ...expected, name: ENDLESS.name, verdict: "TIME_LIMIT_EXCEEDED", failedTest: "sample", tooClose: false }),
      expect.objectContaining({ ...expected, name: WRONG.name, verdict: "WRONG_ANSWER", failedTest: "sample", detail: null }),
    ]);
    const endless = last.solutions.find(({ name }) => name === ENDLESS.name)!;
    expect(endless.timeMs).toBeGreaterThanOrEqual(3000);
    expect(last.timeLimit).toMatchObject({ currentMs: 2000, slowestAccepted: RIGHT.name, acceptedFactor: 2, tooSlowFactor: 1.5 });
    expect(last.timeLimit.suggestedMs! % 1000).toBe(0);
    const done = states.map(({ testsDone }) => testsDone);
    expect(done).toEqual([...done].sort((one, other) => one - other));
    expect((await author.request(VerificationDocument, { id: last.id })).verification).toEqual(last);
  });

  it("names solutions that get other verdicts, with the checker's message; publishing warns and publishes", async () => {
    const id = await prepared([{ ...WRONG, expectedVerdicts: ["ACCEPTED"] }]);
    expect(await warningsOf(id)).toEqual([expect.objectContaining({ code: "NOT_VERIFIED" })]);
    const { solutions, timeLimit } = await verified(author, id);
    expect(solutions).toMatchObject([{ verdict: "WRONG_ANSWER", asExpected: false, failedTest: "sample" }]);
    expect(solutions[0]!.message).toMatch(/1002/);
    expect(timeLimit.suggestedMs).toBeNull();
    const warnings = await publish(id);
    expect(warnings).toEqual([
      { code: "UNEXPECTED_VERDICT", message: expect.stringContaining(`${WRONG.name} (WRONG_ANSWER, expected ACCEPTED)`) as string },
    ]);
    expect((await verdictsOf(learner, await submit(learner, { id }, SUM_ACCEPTED))).at(-1)).toBe("ACCEPTED");
  });

  it("judges the draft, and is outdated by what decides verdicts, not by prose", async () => {
    const id = await prepared([RIGHT]);
    await verified(author, id);
    expect(await publish(id)).toEqual([]);
    const revision = async () => (await read(author, id)).latestRevision!.number;
    await update(author, { id, expectedRevision: await revision(), statement: "Add them.", draft: true });
    expect(await warningsOf(id)).toEqual([]);
    await setTests(author, id, [...TESTS, { name: "more", input: "4 5\n", output: "10\n" }]);
    expect(await warningsOf(id)).toEqual([expect.objectContaining({ code: "VERIFICATION_OUTDATED" })]);
    const found = await verified(author, id);
    expect(found).toMatchObject({ revision: 2, testSet: { version: 2 }, solutions: [{ verdict: "WRONG_ANSWER", failedTest: "more" }] });
    expect((await verdictsOf(learner, await submit(learner, { id }, SUM_ACCEPTED))).at(-1)).toBe("ACCEPTED");
    await save(author, id, { ...RIGHT, source: `${RIGHT.source}# changed\n` });
    expect(await warningsOf(id)).toEqual([expect.objectContaining({ code: "VERIFICATION_OUTDATED" })]);
    const { verifications } = (await author.request(VerificationsDocument, { id })).problem!;
    expect(verifications).toMatchObject({ totalCount: 2, nodes: [{ status: "FINISHED" }, { status: "FINISHED" }] });
  });

  it("generates tests again: other bytes, other versions and removed generators are told", async () => {
    const { id } = await draft(author);
    for (const program of [RANDOM, UNSTABLE, RIGHT]) await save(author, id, program);
    const lines = [
      { name: "stable", generator: RANDOM.name, arguments: ["9", "1"] },
      { name: "unstable", generator: UNSTABLE.name },
    ];
    expect(await generate(author, { problemId: id, lines, solution: RIGHT.name })).toMatchObject({ status: "READY" });
    expect((await verified(author, id)).irreproducibleTests).toEqual([
      { test: "unstable", message: "`unstable` gives another input with the same arguments." },
    ]);
    expect((await warningsOf(id)).map(({ code }) => code)).toContain("TEST_NOT_REPRODUCIBLE");
    await save(author, id, { ...RANDOM, source: `${RANDOM.source}# changed\n` });
    const { program } = await save(author, id, UNSTABLE);
    await author.request(RemoveProblemProgramDocument, { input: { id: program.id } });
    expect((await verified(author, id)).irreproducibleTests.map(({ message }) => message)).toEqual([
      "It was made by an older version of `random`. Generate it again.",
      "The generator `unstable` has been removed.",
    ]);
  });

  it("is for editors, and needs something to verify", async () => {
    const { id } = await draft(author);
    const start = { input: { problemId: id } };
    expect(await author.errorOf(VerifyProblemDocument, start)).toMatchObject({ code: "CONFLICT" });
    expect(await learner.errorOf(VerifyProblemDocument, start)).toMatchObject({ code: "FORBIDDEN" });
    const colleague = await createInstructor(installation, api);
    expect(await colleague.errorOf(VerifyProblemDocument, start)).toMatchObject({ code: "NOT_FOUND" });
    const prepared1 = await prepared([RIGHT]);
    const { id: verification } = await verified(author, prepared1);
    expect(await colleague.errorOf(VerificationDocument, { id: verification })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("comes after submissions, is started once, and ends when its programs change", async () => {
    const id = await prepared([RIGHT]);
    await publish(id);
    await admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
    const first = await verify(author, id);
    expect((await verify(author, id)).id).toBe(first.id);
    const submission = await submit(learner, { id }, SUM_ACCEPTED);
    await save(author, id, WRONG);
    const second = await verify(author, id);
    expect(second.id).not.toBe(first.id);
    expect((await watchVerification(author, first.id)).map(({ status }) => status)).toEqual(["CANCELLED"]);
    await author.request(SaveProblemProgramDocument, { input: { problemId: id, ...WRONG, source: "print(0)\n" } });
    await admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });
    expect((await verdictsOf(learner, submission)).at(-1)).toBe("ACCEPTED");
    expect((await watchVerification(author, second.id)).at(-1)).toMatchObject({ status: "CANCELLED", solutions: [] });
  });

  it("can be cancelled while it waits and while a step runs, by editors of the problem", async () => {
    const id = await prepared([{ ...ENDLESS, expectedVerdicts: ["ACCEPTED"] }], { timeLimitMs: 20_000 });
    const colleague = await createInstructor(installation, api);
    await admin.request(PauseQueueDocument, { input: { name: "judge-submission" } });
    const waiting = await verify(author, id);
    const cancel = { input: { verificationId: waiting.id } };
    expect(await colleague.errorOf(CancelVerificationDocument, cancel)).toMatchObject({ code: "NOT_FOUND" });
    expect(await learner.errorOf(CancelVerificationDocument, cancel)).toMatchObject({ code: "FORBIDDEN" });
    for (let time = 0; time < 2; time++) {
      const { verification } = (await author.request(CancelVerificationDocument, cancel)).cancelVerification!;
      expect(verification).toMatchObject({ id: waiting.id, status: "CANCELLED" });
    }
    await admin.request(ResumeQueueDocument, { input: { name: "judge-submission" } });

    const running = await verify(author, id);
    const isRunning = async () => (await author.request(VerificationDocument, { id: running.id })).verification!.status === "RUNNING";
    await eventually("a step is running", isRunning);
    await author.request(CancelVerificationDocument, { input: { verificationId: running.id } });
    expect((await watchVerification(author, running.id)).at(-1)).toMatchObject({ status: "CANCELLED", solutions: [] });
    await colleague.close();
  });

  it("goes on at another worker when its own is killed, and repeats one step only", async () => {
    const id = await prepared([SMALL, RIGHT, WRONG]);
    await worker.stop();
    const { id: verification } = await verify(author, id);
    for (const killAt of proven(["mid-verification", "verification-before-commit"], ["mid-verification"])) {
      const victim = await installation.startWorker({ killAt });
      await victim.ended;
    }
    worker = await installation.startWorker();
    const last = (await watchVerification(author, verification)).at(-1)!;
    expect(last).toMatchObject({ status: "FINISHED", testsDone: 6, testsTotal: 6 });
    expect(last.solutions.map(({ name, asExpected }) => [name, asExpected])).toEqual([
      [RIGHT.name, true],
      [WRONG.name, true],
    ]);
    expect(
      await installation.sql("select 1 from judgements j join submissions s on s.id = j.submission_id where s.problem_id = $1", [
        keyOf(id),
      ]),
    ).toEqual([]);
  });
});
