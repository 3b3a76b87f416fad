/** Scored problems, from the mutation that saves the groups to what author, learner and watchers see of a judgement. */
import { jest } from "@jest/globals";
import { draft, publish, setTests, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  CreateProblemDocument,
  ProblemScoringDocument,
  PublishProblemDocument,
  RejudgedScoresDocument,
  ScoredSubmissionDocument,
  ScoreStatusDocument,
  ScoreUpdatesDocument,
  SetProblemTestsDocument,
  UpdateProblemDocument,
  type CheckerProgramInput,
  type CreateProblemInput,
  type ScoreStatusSubscription,
  type ScoringInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { applyRejudging, createRejudging, readRejudging } from "../support/rejudgings.js";
import { createInstructor, createLearner, eventually, submit, verdictsOf } from "../support/scenario.js";

jest.setTimeout(300_000);

let installation: Installation;
let api: Api;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
});

afterAll(async () => {
  await Promise.all([author?.close(), learner?.close()]);
  await installation?.stop();
});

/** Does what the output says: the exit code, then what goes to standard error. */
const OBEDIENT: CheckerProgramInput = {
  kind: "TESTLIB",
  language: "python",
  source: `import sys
code, *rest = open(sys.argv[2]).read().split()
sys.stderr.write(" ".join(rest))
sys.exit(int(code))
`,
};

const NAMES = ["sample/1", "secret/1/a", "secret/1/b", "secret/2/a", "secret/2/b", "secret/2/c", "secret/3/a", "secret/3/b"];
const TESTS = NAMES.map((name) => ({ name, input: `${name}\n`, output: "0\n", sample: name.startsWith("sample") }));

const GROUPS: ScoringInput = {
  mode: "SCORED",
  groups: [
    { name: "secret/1", maxScore: 20, aggregation: "MIN" },
    { name: "secret/2", maxScore: 30, aggregation: "SUM", testPoints: [{ test: "secret/2/a", points: 6 }] },
    { name: "secret/3", maxScore: 50, aggregation: "PRODUCT", requires: ["secret/1"] },
  ],
};

async function problemWith(scoring: ScoringInput | undefined, change: Partial<CreateProblemInput> = {}) {
  const { id } = await draft(author, { checker: "custom", checkerProgram: OBEDIENT, scoring, ...change });
  await setTests(author, id, TESTS);
  await publish(author, id);
  return { id };
}

/** Prints what the checker shall do, by test; everything else is right. */
const printing = (answers: Record<string, string>, before = "") => ({
  language: "python",
  source: `${before}\nprint(${JSON.stringify(answers)}.get(name, "0 ok"))\n`.replace(/^/, "name = input()\n"),
});

async function judged(problem: { id: string }, answers: Record<string, string>) {
  const id = await submit(learner, problem, printing(answers));
  await verdictsOf(learner, id);
  return { id, ...(await seen(id)) };
}

async function seen(id: string) {
  const { score, maxScore, judgement } = (await learner.request(ScoredSubmissionDocument, { id })).submission!;
  const groups = judgement.groups?.map((group) => `${group.status} ${group.score}`);
  return { score, maxScore, groups, judgement, ran: judgement.tests.map(({ index }) => index) };
}

const scoringOf = async (client: Client, id: string) => (await client.request(ProblemScoringDocument, { id })).problem!;

describe("a problem with three groups", () => {
  let problem: { id: string };
  beforeAll(async () => {
    problem = await problemWith(GROUPS);
  });

  it("shows its groups to everybody, and points of single hidden tests to editors", async () => {
    const { scoring } = await scoringOf(learner, problem.id);
    expect(scoring).toMatchObject({ mode: "SCORED", stopOnFirstFailure: false, maxScore: 100, passingScore: 100 });
    expect(scoring.groups.map(({ name, stopOnFirstFailure, testPoints }) => [name, stopOnFirstFailure, testPoints])).toEqual([
      ["secret/1", true, null],
      ["secret/2", false, null],
      ["secret/3", true, null],
    ]);
    const { latestRevision } = await scoringOf(author, problem.id);
    expect(latestRevision!.content.scoring.groups[1]!.testPoints).toEqual([{ test: "secret/2/a", points: 6 }]);
  });

  it("gives the full score for ACCEPTED", async () => {
    const { score, maxScore, groups, judgement, ran } = await judged(problem, {});
    expect({ score, maxScore, groups }).toEqual({ score: 100, maxScore: 100, groups: ["PASSED 20", "PASSED 30", "PASSED 50"] });
    expect(judgement).toMatchObject({ verdict: "ACCEPTED", detail: null, score: 100, maxScore: 100, testsFinished: 8, skippedTests: [] });
    expect(ran).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(judgement.tests.map((test) => [test.group, test.score, test.maxScore])).toEqual([
      [null, null, null],
      ...[1, 2].map(() => ["secret/1", 20, 20]),
      ["secret/2", 6, 6],
      ...[4, 5].map(() => ["secret/2", 12, 12]),
      ...[6, 7].map(() => ["secret/3", 50, 50]),
    ]);
  });

  it("gives the parts that a checker gives, in each aggregation", async () => {
    const { score, groups, judgement } = await judged(problem, {
      "secret/1/b": "7 points 15 good",
      "secret/2/b": "50 partially correct (50) half",
      "secret/2/c": "7 points 99 too many",
      "secret/3/a": "7 points 25 half",
      "secret/3/b": "7 points 40 most",
    });
    expect({ score, groups }).toEqual({ score: 59, groups: ["PASSED 15", "FAILED 24", "PASSED 20"] });
    expect(judgement).toMatchObject({ verdict: "WRONG_ANSWER", detail: null });
    expect(judgement.tests.map(({ points, score: given }) => [points, given])).toEqual([
      ...[
        [null, null],
        [null, 20],
        [15, 15],
        [null, 6],
        [50, 6],
        [99, 12],
        [25, 25],
        [40, 40],
      ],
    ]);
  });

  it("says PARTIAL if every test was accepted, but not with all points", async () => {
    const { score, judgement } = await judged(problem, { "secret/1/b": "7 points 15 good" });
    expect(score).toBe(95);
    expect(judgement).toMatchObject({ verdict: "WRONG_ANSWER", detail: "PARTIAL", testsPassed: 8 });
  });

  it("leaves out the rest of a group, and a group whose required group is not passed", async () => {
    const { score, groups, judgement, ran } = await judged(problem, { "secret/1/a": "1 no", "secret/2/a": "1 no" });
    expect({ score, groups }).toEqual({ score: 24, groups: ["FAILED 0", "FAILED 24", "SKIPPED 0"] });
    expect(ran).toEqual([0, 1, 3, 4, 5]);
    expect(judgement).toMatchObject({ testsTotal: 8, testsFinished: 5, testsPassed: 3, skippedTests: [2, 6, 7] });
    expect(judgement.groups!.map(({ testsFinished, testsSkipped }) => [testsFinished, testsSkipped])).toEqual([
      [1, 1],
      [3, 0],
      [0, 2],
    ]);
  });

  it("counts no sample", async () => {
    expect(await judged(problem, { "sample/1": "1 no" })).toMatchObject({ score: 100, judgement: { verdict: "ACCEPTED" } });
  });

  it("gives no score if the checker fails, and none of its points if nothing compiles", async () => {
    const failed = await judged(problem, { "secret/2/a": "3 FAIL" });
    expect(failed).toMatchObject({ score: null, maxScore: null, judgement: { verdict: "SYSTEM_ERROR", groups: null, skippedTests: [] } });
    const id = await submit(learner, problem, { language: "cpp17", source: "int main( {" });
    expect(await verdictsOf(learner, id)).toEqual(["COMPILATION_ERROR"]);
    expect(await seen(id)).toMatchObject({ score: 0, maxScore: 100, groups: ["SKIPPED 0", "SKIPPED 0", "SKIPPED 0"] });
  });

  it("has the submission with most points as the best, and is solved by ACCEPTED only", async () => {
    const newcomer = await createLearner(api);
    const sent = async (answers: Record<string, string>) => {
      const id = await submit(newcomer, problem, printing(answers));
      await verdictsOf(newcomer, id);
      return id;
    };
    const better = await sent({ "secret/2/a": "1 no" });
    await sent({ "secret/3/a": "1 no" });
    expect((await scoringOf(newcomer, problem.id)).viewerBestSubmission).toEqual({ id: better, score: 94 });
    await eventually("counted", async () => (await scoringOf(newcomer, problem.id)).viewerStatus === "ATTEMPTED");
    const best = await sent({});
    expect((await scoringOf(newcomer, problem.id)).viewerBestSubmission).toEqual({ id: best, score: 100 });
    await eventually("counted", async () => (await scoringOf(newcomer, problem.id)).viewerStatus === "SOLVED");
    await newcomer.close();
  });
});

describe("live", () => {
  type Event = NonNullable<ScoreStatusSubscription["submissionStatus"]>;

  it("shows each group when it is final, to late watchers too, and ends as the judgement does", async () => {
    const problem = await problemWith(GROUPS, { timeLimitMs: 3000 });
    // The second group's first test takes long enough to look at the first group.
    const code = printing({ "secret/2/b": "1 no" }, 'import time\nif name == "secret/2/a": time.sleep(4)');
    const id = await submit(learner, problem, code);
    const updates: { status: string; groups: unknown }[] = [];
    const all = (async () => {
      for await (const { mySubmissionUpdates: update } of learner.subscribe(ScoreUpdatesDocument)) {
        updates.push(update);
        if (update.submissionId === id && update.status === "FINISHED") break;
      }
    })();
    const events: Event[] = [];
    let late: Event | undefined;
    for await (const { submissionStatus: event } of learner.subscribe(ScoreStatusDocument, { submissionId: id })) {
      events.push(event);
      if (late || event.groups?.[0]!.status !== "PASSED") continue;
      for await (const { submissionStatus } of learner.subscribe(ScoreStatusDocument, { submissionId: id })) {
        late = submissionStatus;
        break;
      }
    }
    await all;
    const { judgement } = (await learner.request(ScoredSubmissionDocument, { id })).submission!;
    const last = events.at(-1)!;
    expect(last).toMatchObject({ status: "FINISHED", verdict: "WRONG_ANSWER", score: 88, maxScore: 100, groups: judgement.groups });
    expect(last.submission).toMatchObject({ score: 88, judgement: { score: 88 } });
    expect(updates.at(-1)).toMatchObject({ status: "FINISHED", score: 88, groups: judgement.groups });
    const during = events.find(({ groups }) => groups?.[0]!.status === "PASSED")!;
    expect(during).toMatchObject({ status: "RUNNING", score: 20, maxScore: 100, submission: { score: 20, judgement: { score: 20 } } });
    expect(during.groups!.map(({ status, score }) => [status, score])).toEqual([
      ["PASSED", 20],
      ["PENDING", null],
      ["PENDING", null],
    ]);
    expect(late).toMatchObject({ status: "RUNNING", score: 20, groups: [{ status: "PASSED", score: 20 }, {}, {}] });
    const known = new Map<string, unknown>();
    for (const group of events.flatMap(({ groups }) => groups ?? [])) {
      if (group.status === "PENDING") continue;
      expect(group).toEqual(known.get(group.name) ?? group);
      known.set(group.name, group);
    }
  });
});

describe("stopping", () => {
  it("is the choice of a pass/fail problem", async () => {
    const wrong = { "secret/1/a": "1 no", "secret/3/a": "1 no" };
    const first = await judged(await problemWith(undefined), wrong);
    expect(first).toMatchObject({ ran: [0, 1], score: null, maxScore: null, judgement: { verdict: "WRONG_ANSWER", groups: null } });
    expect(first.judgement.skippedTests).toEqual([2, 3, 4, 5, 6, 7]);
    const all = await judged(await problemWith({ mode: "PASS_FAIL", stopOnFirstFailure: false }), wrong);
    expect(all.ran).toHaveLength(8);
    expect(all.judgement).toMatchObject({ verdict: "WRONG_ANSWER", testsPassed: 6, score: null });
  });

  it("is the choice of a scored problem and of each group", async () => {
    const groups = GROUPS.groups!.map((group) => ({ ...group, stopOnFirstFailure: group.name === "secret/2" }));
    const wrong = { "secret/1/a": "1 no", "secret/2/b": "1 no" };
    expect(await judged(await problemWith({ ...GROUPS, groups }), wrong)).toMatchObject({ ran: [0, 1, 2, 3, 4], score: 6 });
    expect(await judged(await problemWith({ ...GROUPS, groups, stopOnFirstFailure: true }), wrong)).toMatchObject({
      ran: [0, 1],
      score: 0,
    });
  });
});

describe("a passing score", () => {
  it("makes a part of the points enough", async () => {
    const problem = await problemWith({ ...GROUPS, passingScore: 50 });
    expect(await judged(problem, { "secret/3/b": "1 no" })).toMatchObject({ score: 50, judgement: { verdict: "ACCEPTED" } });
    expect(await judged(problem, { "secret/1/b": "1 no" })).toMatchObject({ score: 30, judgement: { verdict: "WRONG_ANSWER" } });
  });
});

describe("groups and tests of a published problem", () => {
  it("must fit, whichever of them changes; every fault is listed", async () => {
    const { id } = await draft(author, { scoring: GROUPS });
    const publishing = () => author.errorOf(PublishProblemDocument, { input: { id } });
    const few = TESTS.filter(({ name }) => name !== "secret/2/a" && !name.startsWith("secret/3"));
    await setTests(author, id, few);
    expect(await publishing()).toMatchObject({
      code: "CONFLICT",
      extensions: {
        fields: [
          { field: "scoring.groups.1.testPoints.0.test", code: "UNKNOWN_VALUE", message: 'The group "secret/2" has no test "secret/2/a".' },
          { field: "scoring.groups.2.name", code: "UNKNOWN_VALUE", message: 'The group "secret/3" has no test.' },
        ],
      },
    });
    await setTests(author, id, TESTS);
    await publish(author, id);
    const more = [...TESTS, { name: "secret/4", input: "x\n", output: "0\n" }];
    const outside = { code: "CONFLICT", extensions: { fields: [{ field: "scoring.groups", code: "INVALID_VALUE" }] } };
    const input = { problemId: id, tests: more, publish: true };
    expect(await author.errorOf(SetProblemTestsDocument, { input })).toMatchObject(outside);
    const fewer = { id, expectedRevision: 1, scoring: { ...GROUPS, groups: [GROUPS.groups![0]!] } };
    expect((await author.errorOf(UpdateProblemDocument, { input: fewer })).code).toBe("CONFLICT");
    await setTests(author, id, more);
    expect(await publishing()).toMatchObject(outside);
    const all = { name: "", maxScore: 1, aggregation: "MIN" as const };
    await update(author, { id, expectedRevision: 1, draft: true, scoring: { ...GROUPS, groups: [...GROUPS.groups!, all] } });
    await publish(author, id);
    expect((await scoringOf(learner, id)).scoring).toMatchObject({ maxScore: 101, groups: [{}, {}, {}, { name: "" }] });
  });

  it("refuses groups that contradict each other, by field, and resets them with null", async () => {
    const groups = [
      { name: "a", maxScore: 10, aggregation: "MIN" as const, requires: ["b"] },
      { name: "b", maxScore: 10.00001, aggregation: "SUM" as const, requires: ["a", "c"] },
    ];
    const wrong = { title: "T", statement: "S", difficulty: "EASY" as const, scoring: { mode: "SCORED" as const, groups } };
    expect(await author.errorOf(CreateProblemDocument, { input: wrong })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: {
        fields: [
          { field: "input.scoring.groups.1.maxScore", code: "INVALID_VALUE" },
          { field: "input.scoring.groups.1.requires.1", code: "UNKNOWN_VALUE" },
        ],
      },
    });
    const { id } = await draft(author, { scoring: { mode: "SCORED" } });
    expect((await scoringOf(author, id)).scoring).toMatchObject({ maxScore: 100, groups: [{ name: "", aggregation: "SUM" }] });
    await update(author, { id, expectedRevision: 1, scoring: null });
    const { scoring, latestRevision } = await scoringOf(author, id);
    expect(scoring).toEqual({ mode: "PASS_FAIL", stopOnFirstFailure: true, maxScore: null, passingScore: null, groups: [] });
    expect(latestRevision).toMatchObject({ number: 2, changed: ["scoring"] });
  });
});

describe("a rejudging", () => {
  it("keeps scores, and says who gains and who loses points", async () => {
    const problem = await problemWith(GROUPS);
    const gains = await judged(problem, { "secret/2/b": "1 no" });
    const same = await judged(problem, { "secret/1/a": "1 no", "secret/2/a": "1 no", "secret/2/b": "1 no", "secret/2/c": "1 no" });
    const loses = await judged(problem, { "secret/3/a": "1 no" });
    const again = async () => {
      const { rejudging } = await createRejudging(author, { filter: { problemId: problem.id }, reason: "Points" });
      await eventually("judged", async () => (await readRejudging(author, rejudging.id)).status === "READY");
      const { rejudging: found } = await author.request(RejudgedScoresDocument, { id: rejudging.id });
      await applyRejudging(author, rejudging.id);
      await eventually("applied", async () => (await readRejudging(author, rejudging.id)).status === "APPLIED");
      return found!.submissions.edges.map(({ node }) => [node.effect, node.previousJudgement!.score, node.judgement!.score]);
    };
    expect(await again()).toEqual([
      ["SAME", 88, 88],
      ["SAME", 0, 0],
      ["SAME", 50, 50],
    ]);
    // The second group gives less for the test that one of them failed, the first one less for all.
    const [first, second, third] = GROUPS.groups!;
    const changed = [{ ...first!, maxScore: 19 }, { ...second!, testPoints: [{ test: "secret/2/b", points: 0 }] }, third!];
    await update(author, { id: problem.id, expectedRevision: 1, scoring: { ...GROUPS, groups: changed } });
    expect((await scoringOf(author, problem.id)).outdatedVerdictCount).toBe(3);
    expect(await again()).toEqual([
      ["GAINED", 88, 99],
      ["SAME", 0, 0],
      ["LOST", 50, 49],
    ]);
    expect((await seen(gains.id)).score).toBe(99);
    expect((await seen(same.id)).score).toBe(0);
    expect(await seen(loses.id)).toMatchObject({ score: 49, maxScore: 99 });
  });
});
