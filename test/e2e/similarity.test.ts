/** Similar code: compared in the background, shown to those who may read both sides, and nobody else. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runProgram } from "../../scripts/lib/application.mjs";
import { newId } from "../../src/kernel/ids.js";
import { similarityPersonalData } from "../../src/modules/learning/similarity/similarity.personal-data.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddClassMemberDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  SimilarPairsDocument,
  SimilarSubmissionsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => ({ local: new Date(Date.now() + hours * HOUR_MS).toISOString().slice(0, 16) });

const STARTER = "import sys\n\n\ndef read_numbers():\n    return [int(word) for word in sys.stdin.read().split() if word]\n\n\n";
const ORIGINAL = `${STARTER}numbers = read_numbers()
best = total = sum(numbers[:3])
for index in range(3, len(numbers)):
    total += numbers[index] - numbers[index - 3]
    best = max(best, total)
print(best)
`;
const COPY = `${STARTER}# all my own work
xs = read_numbers()
res = acc = sum(xs[:3])

for k in range(3, len(xs)):
    acc += xs[k] - xs[k - 3]
    res = max(res, acc)
print(res)
`;
const OTHER = `${STARTER}values = read_numbers()
prefix = [0]
while values:
    prefix.append(prefix[-1] + values.pop())
answers = sorted(b - a for a, b in zip(prefix, prefix[3:]))
print(answers[-1] if answers else 0)
`;

let installation: Installation;
let api: Api;
let [teacher, admin, ada, bob, eve, outsider]: Person[] = [];
let problem: Awaited<ReturnType<typeof createProblem>>;
let assignmentId: string;
let [original, copy, other, foreign]: string[] = [];

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  teacher = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  [ada, bob, eve, outsider] = [await createLearner(api), await createLearner(api), await createLearner(api), await createLearner(api)];
  problem = await createProblem(installation, api);
  await installation.sql("update problems set starter_code = $2 where id = $1", [keyOf(problem.id), JSON.stringify({ python: STARTER })]);
  const classId = (await teacher.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } })).createClass.class.id;
  for (const { username } of [ada, bob, eve])
    await teacher.request(AddClassMemberDocument, { input: { classId, username, role: "LEARNER" as never } });
  const input = { classId, kind: "PROBLEMS", title: "Sums", opensAt: inHours(-100), problems: [{ problemId: problem.id, points: 10 }] };
  assignmentId = (await teacher.request(CreateClassAssignmentDocument, { input: input as never })).createClassAssignment.assignment.id;
  original = await judged(ada, ORIGINAL);
  copy = await judged(bob, COPY);
  other = await judged(eve, OTHER);
  foreign = await judged(outsider, COPY.replaceAll("xs", "list_of_numbers"));
});
afterAll(() => installation?.stop());

/** Inserts a judged submission and waits until it is compared. */
async function judged(who: Person, source: string, { language = "python", verdict = "ACCEPTED" } = {}): Promise<string> {
  const id = newId();
  await installation.sql(
    "insert into submissions (id, user_id, problem_id, language, source, source_bytes) values ($1, $2, $3, $4, $5, $6)",
    [id, who.userId, keyOf(problem.id), language, source, Buffer.byteLength(source)],
  );
  const judgementId = newId();
  await installation.sql(
    `insert into judgements (id, submission_id, test_set_id, status, verdict, attempt, system_failures, tests_total, tests_passed, tests, finished_at)
     select $1, $2, t.id, 'FINISHED', $3, 1, 0, 1, 1, '[]', now() from test_sets t where t.problem_id = $4 order by t.id desc limit 1`,
    [judgementId, id, verdict, keyOf(problem.id)],
  );
  const ids = { userId: keyOf(who.userId), problemId: keyOf(problem.id) };
  await announce(installation, "judgement.finished", { judgementId, submissionId: id, ...ids, verdict });
  await stateOf(id);
  return id;
}

const stateOf = async (id: string) =>
  (
    await eventually(
      () => installation.sql<{ state: string }>("select state from code_fingerprints where submission_id = $1", [id]),
      (found) => found.length > 0,
    )
  )[0]!.state;

const usersOf = (nodes: readonly { first: { user: { id: string } }; second: { user: { id: string } } }[]) =>
  nodes.map(({ first, second }) => [first.user.id, second.user.id].sort());

describe("similarSubmissions", () => {
  it("shows staff of a class what resembles a submission, among its learners, with the lines side by side", async () => {
    const { nodes, totalCount } = (await teacher!.request(SimilarSubmissionsDocument, { submissionId: copy!, assignmentId }))
      .similarSubmissions!;
    expect(totalCount).toBe(1);
    expect(nodes[0]).toMatchObject({
      ...{ score: 1, fingerprintScore: 1, tilingScore: 1 },
      first: { source: COPY, user: { id: bob!.userId }, language: { slug: "python" }, problem: { id: problem.id } },
      second: { source: ORIGINAL, user: { id: ada!.userId } },
      // Without the starter code.
      regions: [{ lineFrom: 9, lineTo: 15, otherLineFrom: 8, otherLineTo: 13 }],
    });
    const all = (await teacher!.request(SimilarSubmissionsDocument, { submissionId: copy!, assignmentId, minimumScore: 0 }))
      .similarSubmissions!;
    expect(all.nodes.map(({ second }) => second.user.id)).toEqual([ada!.userId, eve!.userId]);
    expect(all.nodes[1]!.score).toBeLessThan(0.5);
    const [entry] = await installation.sql<{ subject: string }>(
      "select subject_type as subject from audit_entries where action = 'similarity.read' and actor_id = $1",
      [teacher!.userId],
    );
    expect(entry).toEqual({ subject: "submission" });
  });

  it("compares with all accounts for those who may edit the problem, page by page", async () => {
    const { nodes, pageInfo } = (await admin!.request(SimilarSubmissionsDocument, { submissionId: copy!, first: 1 })).similarSubmissions!;
    expect(nodes).toMatchObject([{ second: { user: { id: outsider!.userId } }, score: 1 }]);
    const rest = (await admin!.request(SimilarSubmissionsDocument, { submissionId: copy!, first: 1, after: pageInfo.endCursor }))
      .similarSubmissions!;
    expect(rest.nodes).toMatchObject([{ second: { user: { id: ada!.userId } }, score: 1 }]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it("is hidden from learners, and from staff where the work is not of their class", async () => {
    expect(await ada!.errorOf(SimilarSubmissionsDocument, { submissionId: copy!, assignmentId })).toMatchObject({ code: "FORBIDDEN" });
    for (const variables of [{ submissionId: original! }, { submissionId: newId() }])
      expect(await ada!.errorOf(SimilarSubmissionsDocument, variables)).toMatchObject({ code: "NOT_FOUND" });
    expect(await teacher!.errorOf(SimilarSubmissionsDocument, { submissionId: copy! })).toMatchObject({ code: "NOT_FOUND" });
    expect(await teacher!.errorOf(SimilarSubmissionsDocument, { submissionId: foreign!, assignmentId })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await outsider!.errorOf(SimilarSubmissionsDocument, { submissionId: copy!, assignmentId })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("says why a submission is not compared", async () => {
    const short = await judged(ada!, `${STARTER}print(1)\n`);
    expect(await stateOf(short)).toBe("TOO_SHORT");
    expect(await admin!.errorOf(SimilarSubmissionsDocument, { submissionId: short })).toMatchObject({ code: "CONFLICT" });
    const hostile = await judged(ada!, "(".repeat(50_000), { verdict: "RUNTIME_ERROR" });
    expect(await stateOf(hostile)).toBe("UNREADABLE");
    expect(await admin!.errorOf(SimilarSubmissionsDocument, { submissionId: hostile })).toMatchObject({ code: "CONFLICT" });
  });
});

describe("similarPairs", () => {
  it("ranks the pairs of an assignment, without other accounts; of a problem all, for its editors", async () => {
    const pairs = (await teacher!.request(SimilarPairsDocument, { assignmentId })).similarPairs!;
    expect(usersOf(pairs.nodes)).toEqual([[ada!.userId, bob!.userId].sort()]);
    expect(pairs.nodes[0]).toMatchObject({ score: 1, regions: [{ tokens: expect.any(Number) }] });
    const { nodes, totalCount } = (await admin!.request(SimilarPairsDocument, { problemId: problem.id, first: 2 })).similarPairs!;
    expect([nodes.length, totalCount]).toEqual([2, 3]);
    for (const variables of [{ problemId: problem.id }, { problemId: newId() }])
      expect(await teacher!.errorOf(SimilarPairsDocument, variables)).toMatchObject({ code: "NOT_FOUND" });
    expect(await bob!.errorOf(SimilarPairsDocument, { assignmentId })).toMatchObject({ code: "FORBIDDEN" });
    expect(await teacher!.errorOf(SimilarPairsDocument, {})).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await teacher!.errorOf(SimilarPairsDocument, { assignmentId, minimumScore: 2 })).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("costs as many statements for three pairs as for one", async () => {
    const cost = (first: number) => statementsOf(api, () => admin!.request(SimilarPairsDocument, { problemId: problem.id, first }));
    await cost(1);
    expect(await cost(3)).toBe(await cost(1));
  });

  it("keeps the most similar submissions of two accounts, and compares nobody with themselves", async () => {
    await judged(bob!, COPY.replace("max", "min"), { verdict: "WRONG_ANSWER" });
    const [{ nodes }] = [(await teacher!.request(SimilarPairsDocument, { assignmentId })).similarPairs!];
    expect(nodes).toHaveLength(1);
    expect([nodes[0]!.first.source, nodes[0]!.second.source].sort()).toEqual([COPY, ORIGINAL].sort());
    const own = await installation.sql("select from similar_pairs where first_user_id = second_user_id");
    expect(own).toEqual([]);
  });

  it("goes with the account: fingerprints and pairs", async () => {
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      for (const { step } of similarityPersonalData.erasures!)
        for (let removed = 1; removed > 0;) removed = await db.transaction((tx) => step(tx, keyOf(outsider!.userId), null as never));
    } finally {
      await db.close();
    }
    expect(await installation.sql("select from code_fingerprints where user_id = $1", [outsider!.userId])).toEqual([]);
    const { nodes } = (await admin!.request(SimilarPairsDocument, { problemId: problem.id })).similarPairs!;
    expect(usersOf(nodes)).toEqual([[ada!.userId, bob!.userId].sort()]);
  });

  it("compares older submissions by `npm run fingerprint`", async () => {
    await installation.sql("update code_fingerprints set version = 0 where submission_id = $1", [keyOf(other!)]);
    await runProgram("fingerprint", [], installation.env);
    const version = () =>
      installation.sql<{ version: number }>("select version from code_fingerprints where submission_id = $1", [keyOf(other!)]);
    await eventually(version, ([row]) => row!.version > 0);
  });
});
