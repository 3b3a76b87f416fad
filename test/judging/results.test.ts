/** What a judgement says, and to whom: Problem.feedback, the standing among others, the timeline, the toolchain. */
import { CANARY } from "../support/canary.js";
import { draft, publish, setTests, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  AddClassMemberDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  DiagnosedRunDocument,
  EffectiveLimitsDocument,
  GroupHintChangedDocument,
  HintGroupDocument,
  ResultEventsDocument,
  ResultsDocument,
  StandingsDocument,
  SubmissionHintsDocument,
  SubmissionsDocument,
  WrongAnswerGroupsDocument,
  type CreateProblemInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, eventually, submit, SUM_ACCEPTED, verdictsOf, type Code } from "../support/scenario.js";
import { keyOf } from "../support/ids.js";

let installation: Installation;
let api: Api;
let author: Client;
let admin: Client;
let learner: Client & { userId: string; username: string };
let other: Client & { username: string };

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, admin, learner, other] = await Promise.all([
    createInstructor(installation, api),
    createInstructor(installation, api, "ADMIN"),
    createLearner(api),
    createLearner(api),
  ]);
});

afterAll(async () => {
  await Promise.all([author, admin, learner, other].map((client) => client?.close()));
  await installation?.stop();
});

/** Not the canary: some may see this. */
const SECRET = "secret-of-test-two";
const WRONG_ON_SECOND: Code = {
  language: "python",
  source: 'import sys\nwords = input().split()\nprint("note", file=sys.stderr)\nprint(3 if words[0] == "1" else "4 wrong")\n',
};

/** A sample, the test that fails, and one more whose data nobody may see. */
async function problemWith(change: Partial<CreateProblemInput> = {}) {
  const { id } = await draft(author, change);
  await setTests(author, id, [
    { name: "sample", input: "1 2\n", output: "3\n", sample: true },
    { name: "second", input: `2 2 ${SECRET}\n`, output: `4 ${SECRET}\n` },
    { name: "third", input: `3 3 ${CANARY}\n`, output: `6 ${CANARY}\n` },
  ]);
  await publish(author, id);
  return { id };
}

async function resultsOf(client: Client, id: string) {
  return (await client.request(ResultsDocument, { id })).submission.judgement;
}

async function judged(problem: { id: string }, code = WRONG_ON_SECOND) {
  const id = await submit(learner, problem, code);
  const verdicts = await verdictsOf(learner, id);
  return { id, verdict: verdicts.at(-1) };
}

const WHOLE = {
  test: 1,
  difference: { message: 'token 2: expected "secret-of-test-two", found "wrong"', expected: `4 ${SECRET}\n`, actual: "4 wrong\n" },
  ...{ input: `2 2 ${SECRET}\n`, expected: `4 ${SECRET}\n`, actual: "4 wrong\n", stderr: "note\n" },
};

describe("a failed hidden test", () => {
  it.each([
    ["VERDICT", null],
    ["FIRST_DIFFERENCE", { ...WHOLE, input: null, expected: null, actual: null, stderr: null }],
    ["EVERYTHING", WHOLE],
  ] as const)("shows its sender, with %s, what the author chose", async (feedback, failedTest) => {
    const problem = await problemWith({ feedback });
    const { id, verdict } = await judged(problem);
    expect(verdict).toBe("WRONG_ANSWER");
    const shown = await resultsOf(learner, id);
    expect(shown).toMatchObject({ verdict: "WRONG_ANSWER", testsFinished: 2, testsPassed: 1, failedTest });
    if (feedback === "VERDICT") expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect((await resultsOf(author, id)).failedTest).toEqual(WHOLE);
    expect((await resultsOf(admin, id)).failedTest).toEqual(WHOLE);
    expect((await other.errorOf(ResultsDocument, { id })).code).toBe("NOT_FOUND");
    expect((await clientOf(api).errorOf(ResultsDocument, { id })).code).toBe("UNAUTHENTICATED");
  });

  it("is not shown any more once the author has tightened it", async () => {
    const problem = await problemWith({ feedback: "EVERYTHING" });
    const { id } = await judged(problem);
    await update(author, { id: problem.id, expectedRevision: 1, feedback: "VERDICT" });
    expect((await resultsOf(learner, id)).failedTest).toBeNull();
    await update(author, { id: problem.id, expectedRevision: 2, feedback: "NOTHING" });
    expect(await resultsOf(learner, id)).toMatchObject({ verdict: "REJECTED", failedTest: null });
  });

  it("is not in an event but through its own field, for each watcher", async () => {
    const problem = await problemWith({ feedback: "VERDICT" });
    const id = await submit(learner, problem, WRONG_ON_SECOND);
    const last = async (client: Client) => {
      let event;
      for await (const { submissionStatus } of client.subscribe(ResultEventsDocument, { submissionId: id })) event = submissionStatus;
      return event!.submission.judgement.failedTest;
    };
    expect(await Promise.all([last(learner), last(author)])).toEqual([null, { test: 1, input: WHOLE.input }]);
    const [row] = await installation.sql<{ tests: string }>("select tests::text as tests from judgements where submission_id = $1", [id]);
    expect(row!.tests).not.toContain("4 wrong");
  });
});

describe("with NOTHING", () => {
  it("learners learn that it was rejected, and editors why", async () => {
    const problem = await problemWith({ feedback: "NOTHING" });
    const { id, verdict } = await judged(problem);
    expect(verdict).toBe("REJECTED");
    const shown = await resultsOf(learner, id);
    expect(shown).toMatchObject({
      ...{ verdict: "REJECTED", detail: null, testsTotal: 3, testsFinished: 1, testsPassed: 1, failedTest: null },
      ...{ cpuMs: null, wallMs: null, peakMemoryKb: null, timeline: null },
      tests: [{ index: 0, verdict: "ACCEPTED", sample: { actual: "3\n" } }],
    });
    for (const client of [author, admin]) {
      expect(await resultsOf(client, id)).toMatchObject({ verdict: "WRONG_ANSWER", testsFinished: 2, failedTest: WHOLE });
    }
  });

  it("neither steps nor filters tell more", async () => {
    const problem = await problemWith({ feedback: "NOTHING" });
    const id = await submit(learner, problem, WRONG_ON_SECOND);
    const events: unknown[] = [];
    for await (const { submissionStatus } of learner.subscribe(ResultEventsDocument, { submissionId: id })) events.push(submissionStatus);
    expect(events.at(-1)).toMatchObject({ verdict: "REJECTED", testsFinished: 1, submission: { judgement: { verdict: "REJECTED" } } });
    expect(JSON.stringify(events)).not.toContain("WRONG_ANSWER");
    expect(JSON.stringify(events)).not.toMatch(/"index":[12]/);
    const found = async (client: Client, verdict: "WRONG_ANSWER" | "REJECTED", everyone = false) =>
      (await client.request(SubmissionsDocument, { first: 5, filter: { problemId: problem.id, verdict, everyone } })).submissions.edges
        .length;
    expect([await found(learner, "WRONG_ANSWER"), await found(learner, "REJECTED")]).toEqual([0, 1]);
    expect([await found(author, "WRONG_ANSWER", true), await found(author, "REJECTED", true)]).toEqual([1, 0]);
    await eventually("the notification", async () => {
      const sent = await installation.sql<{ data: string }>("select data::text as data from notifications where user_id = $1", [
        keyOf(learner.userId),
      ]);
      if (sent.some(({ data }) => data.includes("WRONG_ANSWER") && data.includes(problem.id)))
        throw new Error("the notification tells why");
      return sent.some(({ data }) => data.includes("REJECTED"));
    });
  });

  it("an accepted submission and a compiler error are shown whole", async () => {
    const { id } = await draft(author, { feedback: "NOTHING" });
    await setTests(author, id, [
      { name: "sample", input: "1 2\n", output: "3\n", sample: true },
      { name: "hidden", input: "2 2\n", output: "4\n" },
    ]);
    await publish(author, id);
    const accepted = await judged({ id }, SUM_ACCEPTED);
    expect(await resultsOf(learner, accepted.id)).toMatchObject({ verdict: "ACCEPTED", testsFinished: 2, testsPassed: 2 });
    const broken = await judged({ id }, { language: "python", source: "x = = 1\n" });
    expect(await resultsOf(learner, broken.id)).toMatchObject({
      ...{ verdict: "COMPILATION_ERROR", compilerOutput: expect.stringContaining("SyntaxError") as string },
      diagnostics: [{ line: 1, column: 5, severity: "ERROR", message: "SyntaxError: invalid syntax" }],
    });
  });
});

it("a judgement has its timeline and the version that judged it for everybody, and its worker for admins", async () => {
  const { id } = await judged(await problemWith());
  const { timeline, toolchain, worker } = await resultsOf(learner, id);
  expect(toolchain).toMatch(/^3\./);
  expect(worker).toBeNull();
  expect(Object.values(timeline!).filter((ms) => typeof ms === "number" && ms >= 0)).toHaveLength(5);
  expect(timeline!.runMs).toBeGreaterThan(0);
  expect(timeline!.runMs).toBeGreaterThanOrEqual(timeline!.checkMs);
  expect((await resultsOf(author, id)).worker).toBeNull();
  expect((await resultsOf(admin, id)).worker).toEqual(expect.any(String));
});

it("a problem has its limits in effect for each language", async () => {
  const { id } = await problemWith({ timeLimitMs: 2000, languageLimits: [{ language: "python", timeLimitMs: 5000 }] });
  const { problem } = await clientOf(api).request(EffectiveLimitsDocument, { id });
  expect(problem.feedback).toBe("VERDICT");
  const of = (slug: string) => problem.limits.find(({ language }) => language.slug === slug)!;
  expect(of("cpp17")).toMatchObject({ timeLimitMs: 2000, elapsedTimeLimitMs: 7000, memoryLimitKb: 262_144, memoryAllowanceKb: 0 });
  expect(of("python")).toMatchObject({ timeLimitMs: 5000, elapsedTimeLimitMs: 16_000, outputLimitKb: 16_384, threadLimit: 64 });
  expect(of("java17").memoryAllowanceKb).toBe(164 * 1024);
});

it("a code run has diagnostics too, and traces name the sender's file", async () => {
  const { id } = await problemWith();
  const run = async (source: string) =>
    (await learner.request(DiagnosedRunDocument, { input: { problemId: id, language: "python3", source } })).runCode;
  expect(await run("def f(:\n")).toMatchObject({ compiled: false, diagnostics: [{ line: 1, severity: "ERROR" }] });
  const { diagnostics, cases } = await run("\nprint([][1])\n");
  expect(diagnostics).toEqual([]);
  expect(cases[0]!.stderr).toContain('File "main.py", line 2');
});

describe("standing", () => {
  const solve = async (problem: { id: string }, people: number, most: number) => {
    const solvers = await Promise.all(Array.from({ length: people }, () => createLearner(api)));
    for (const solver of solvers) await verdictsOf(solver, await submit(solver, problem, SUM_ACCEPTED));
    await verdictsOf(solvers[0]!, await submit(solvers[0]!, problem, SUM_ACCEPTED));
    await eventually("all are counted", async () => {
      const [row] = await installation.sql<{ count: number }>("select count(*)::int as count from best_solutions where problem_id = $1", [
        keyOf(problem.id),
      ]);
      return row!.count === most;
    });
    return solvers;
  };
  const easy = async () => {
    const { id } = await draft(author);
    await setTests(author, id, [
      { name: "sample", input: "1 2\n", output: "3\n", sample: true },
      { name: "hidden", input: "2 2\n", output: "4\n" },
    ]);
    await publish(author, id);
    return { id };
  };
  const standings = async ({ id }: { id: string }) =>
    (await author.request(StandingsDocument, { problemId: id, first: 20 })).submissions.nodes.map(({ user, judgement }) => ({
      user: user!.id,
      ...judgement,
    }));

  it("counts each account once, by its best submission", async () => {
    const problem = await easy();
    const solvers = await solve(problem, 10, 10);
    const figures = new Map(solvers.map(({ userId }, i) => [keyOf(userId), 10 * (i + 1)]));
    // Measured times differ from run to run: these do not.
    for (const [userId, cpuMs] of figures) {
      await installation.sql("update best_solutions set cpu_ms = $2 where user_id = $1", [userId, cpuMs]);
      await installation.sql("update judgements set cpu_ms = $2 where user_id = $1", [userId, cpuMs]);
    }
    const found = await standings(problem);
    expect(found).toHaveLength(11);
    for (const { user, standing } of found) {
      const ahead = figures.get(keyOf(user))! / 10 - 1;
      expect(standing).toMatchObject({ solutionCount: 10, cpuPercentile: 100 - 10 * ahead - 5 });
      expect(standing!.cpuHistogramMs.reduce((sum, { count }) => sum + count, 0)).toBe(10);
      expect(standing!.memoryHistogramKb.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    }
  });

  it("is null with fewer accounts", async () => {
    const problem = await easy();
    await solve(problem, 2, 2);
    expect((await standings(problem)).map(({ standing }) => standing)).toEqual([null, null, null]);
  });
});

describe("a wrong submission of a class", () => {
  it("is grouped with those that fail alike, and gets the hint of its group, live", async () => {
    const { id: classId } = (await author.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } })).createClass.class;
    for (const { username } of [learner, other])
      await author.request(AddClassMemberDocument, { input: { classId, username, role: "LEARNER" as never } });
    const problem = await problemWith();
    const opensAt = { local: new Date(Date.now() - 86_400_000).toISOString().slice(0, 16) };
    const problems = [{ problemId: problem.id, points: 10 }];
    const { assignment } = (
      await author.request(CreateClassAssignmentDocument, {
        input: { classId, kind: "PROBLEMS", title: "Sum", opensAt, problems } as never,
      })
    ).createClassAssignment;
    const first = await judged(problem);
    expect(first.verdict).toBe("WRONG_ANSWER");
    const groups = async () => (await author.request(WrongAnswerGroupsDocument, { assignmentId: assignment.id })).wrongAnswerGroups!.nodes;
    await eventually("a group", async () => (await groups()).length === 1);
    const [group] = await groups();
    expect(group).toMatchObject({ verdict: "WRONG_ANSWER", failedTests: [1], size: 1, learnerCount: 1 });

    const events = learner.subscribe(GroupHintChangedDocument);
    const arrived = events.next();
    await author.request(HintGroupDocument, { input: { groupId: group!.id, body: "Look at the *second* line." } });
    expect((await arrived).value).toMatchObject({
      groupHintChanged: { sharedWithGroup: true, withdrawn: false, viewerSubmissionIds: [first.id] },
    });
    await events.return!();
    // What fails alike later gets it, too. Only comments and names differ.
    const later = await submit(other, problem, {
      ...WRONG_ON_SECOND,
      source: `# mine\n${WRONG_ON_SECOND.source.replaceAll("words", "w")}`,
    });
    expect((await verdictsOf(other, later)).at(-1)).toBe("WRONG_ANSWER");
    await eventually("the second answer", async () => (await groups())[0]?.learnerCount === 2);
    expect((await other.request(SubmissionHintsDocument, { id: later })).submission!.groupHints).toEqual([
      { sharedWithGroup: true, body: { source: "Look at the *second* line." } },
    ]);
  });
});
