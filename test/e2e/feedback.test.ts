/** Feedback on work of a class: comments on lines, regrades, live grades, and one hint for a group of wrong answers. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ENTITIES } from "../support/entities.js";
import { newId } from "../../src/kernel/ids.js";
import { feedbackPersonalData } from "../../src/modules/learning/feedback/feedback.personal-data.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddClassMemberDocument,
  AddLineCommentDocument,
  ClassGradeChangedDocument,
  CourseworkGradeDocument,
  CourseworkSubmissionsDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  DecideRegradeDocument,
  DeleteLineCommentDocument,
  DeleteLineCommentReplyDocument,
  GradeChangedDocument,
  GradeCourseworkDocument,
  GroupHintChangedDocument,
  HandedInCodeDocument,
  HintGroupDocument,
  LineCommentChangedDocument,
  LineCommentsDocument,
  RegradeRequestDocument,
  RegradeRequestsDocument,
  ReleaseGradesDocument,
  ReplyToLineCommentDocument,
  RequestRegradeDocument,
  SubmissionHintsDocument,
  SubmitCourseworkDocument,
  UpdateLineCommentDocument,
  WithdrawGroupHintDocument,
  WrongAnswerGroupsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { handled } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const HOUR_MS = 3_600_000;
/** A wall clock time in UTC. */
const inHours = (hours: number) => ({ local: new Date(Date.now() + hours * HOUR_MS).toISOString().slice(0, 16) });

let installation: Installation;
let api: Api;
let [teacher, assistant, ada, bob]: Person[] = [];
let classId: string;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  teacher = await createInstructor(installation, api);
  [assistant, ada, bob] = [await createLearner(api), await createLearner(api), await createLearner(api)];
  classId = (await teacher.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } })).createClass.class.id;
  for (const [{ username }, role] of [
    [assistant, "ASSISTANT"],
    [ada, "LEARNER"],
    [bob, "LEARNER"],
  ] as const)
    await teacher.request(AddClassMemberDocument, { input: { classId, username, role } });
});
afterAll(() => installation?.stop());

const assign = async (change: object) =>
  (
    await teacher!.request(CreateClassAssignmentDocument, {
      input: { classId, kind: "FREE", title: "Essay", opensAt: inHours(-100), ...change } as never,
    })
  ).createClassAssignment.assignment;

interface Judged {
  source: string;
  verdict?: string;
  /** Index of the failed test. */
  failed?: number;
}

/** Judges a submission, again if it exists. */
async function judged(who: Person, problemId: string, answer: Judged, known?: string): Promise<string> {
  const id = await verdict(who, problemId, answer, known);
  await handled(installation);
  return id;
}

/** Of which nobody has heard yet. */
async function verdict(
  who: Person,
  problemId: string,
  { source, verdict = "WRONG_ANSWER", failed = 1 }: Judged,
  known?: string,
): Promise<string> {
  const id = known ?? newId();
  if (!known)
    await installation.sql(
      "insert into submissions (id, user_id, problem_id, language, source, source_bytes) values ($1, $2, $3, 'python', $4, $5)",
      [id, who.userId, problemId, source, Buffer.byteLength(source)],
    );
  const judgementId = newId();
  await installation.sql(
    `insert into judgements (id, submission_id, test_set_id, status, verdict, attempt, system_failures, tests_total, tests_passed, tests, finished_at)
     select $1, $2, t.id, 'FINISHED', $3, 1, 0, 1, 1, $5::jsonb, now() from test_sets t where t.problem_id = $4 order by t.id desc limit 1`,
    [judgementId, id, verdict, problemId, JSON.stringify(verdict === "ACCEPTED" ? [] : [{ index: failed, verdict, sample: null }])],
  );
  const ids = { userId: keyOf(who.userId), problemId: keyOf(problemId) };
  await announce(installation, "judgement.finished", { judgementId, submissionId: id, ...ids, verdict });
  return id;
}

async function notified(kind: string, count: number): Promise<string[]> {
  const read = async () =>
    (await installation.sql<{ user: string }>(`select user_id as "user" from notifications where kind = $1 order by id`, [kind])).map(
      ({ user }) => user,
    );
  return eventually(read, (all) => all.length >= count);
}

async function until<T>(events: AsyncIterableIterator<T>, wanted: (event: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("the stream has ended");
    if (wanted(value as T)) return value as T;
  }
}

describe("comments on lines", () => {
  it("of handed-in code are drafts until they are shown; learner and staff reply; all of it live", async () => {
    const problem = await createProblem(installation, api);
    const { id: assignmentId } = await assign({ kind: "PROBLEMS", problems: [{ problemId: problem.id, points: 10 }] });
    const submissionId = await judged(ada!, problem.id, { source: "a = 1\nb = 2\nprint(a)" });
    expect((await assistant!.request(HandedInCodeDocument, { assignmentId })).handedInCode.nodes).toMatchObject([
      { source: "a = 1\nb = 2\nprint(a)", verdict: "WRONG_ANSWER", user: { id: ada!.userId } },
    ]);
    expect(await ada!.errorOf(HandedInCodeDocument, { assignmentId })).toMatchObject({ code: "FORBIDDEN" });
    const place = { assignmentId, submissionId, lineFrom: 2, lineTo: 3, body: "Why *b*?", draft: true };
    expect(await ada!.errorOf(AddLineCommentDocument, { input: place })).toMatchObject({ code: "FORBIDDEN" });
    expect(await assistant!.errorOf(AddLineCommentDocument, { input: { ...place, lineTo: 4 } })).toMatchObject({
      extensions: { fields: [{ field: "input.lineTo" }] },
    });
    expect(await assistant!.errorOf(AddLineCommentDocument, { input: { ...place, submissionId: newId() } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    const { comment } = (await assistant!.request(AddLineCommentDocument, { input: place })).addLineComment;
    expect(comment).toMatchObject({ hidden: true, body: { html: "<p>Why <em>b</em>?</p>" } });
    for (let line = 1; line <= 3; line++)
      await teacher!.request(AddLineCommentDocument, { input: { ...place, lineFrom: line, lineTo: line, body: `Line ${line}` } });
    const list = (who: Person, first = 10) => who.request(LineCommentsDocument, { assignmentId, first });
    expect((await list(ada!)).lineComments.nodes).toEqual([]);
    const counts = [await statementsOf(api, () => list(assistant!, 1)), await statementsOf(api, () => list(assistant!, 10))];
    expect(counts[1]).toBe(counts[0]);

    const events = ada!.subscribe(LineCommentChangedDocument, { assignmentId });
    const arrived = until(events, () => true);
    const change = { id: comment.id, expectedVersion: comment.version, draft: false, body: "Why b?" };
    expect(await teacher!.errorOf(UpdateLineCommentDocument, { input: change })).toMatchObject({ code: "FORBIDDEN" });
    await assistant!.request(UpdateLineCommentDocument, { input: change });
    expect(await assistant!.errorOf(UpdateLineCommentDocument, { input: change })).toMatchObject({ code: "CONFLICT" });
    expect((await arrived).lineCommentChanged).toMatchObject({ id: comment.id, body: { source: "Why b?" }, hidden: false, lineFrom: 2 });
    expect(await notified("line-comment", 1)).toEqual([keyOf(ada!.userId)]);
    const reply = { id: comment.id, body: "For later." };
    expect(await bob!.errorOf(ReplyToLineCommentDocument, { input: reply })).toMatchObject({ code: "NOT_FOUND" });
    const answered = (await ada!.request(ReplyToLineCommentDocument, { input: reply })).replyToLineComment.comment;
    expect(answered.replies).toMatchObject([{ body: { source: "For later." }, author: { id: ada!.userId } }]);
    expect(await notified("line-comment", 2)).toEqual([keyOf(ada!.userId), keyOf(assistant!.userId)]);
    const { replyId } = answered.replies[0]!;
    expect(await assistant!.errorOf(DeleteLineCommentReplyDocument, { input: { replyId } })).toMatchObject({ code: "FORBIDDEN" });
    await ada!.request(DeleteLineCommentReplyDocument, { input: { replyId } });

    await teacher!.request(ReleaseGradesDocument, { input: { id: assignmentId } });
    expect((await list(ada!)).lineComments.nodes).toHaveLength(4);
    expect((await list(bob!)).lineComments.nodes).toEqual([]);
    await teacher!.request(DeleteLineCommentDocument, { input: { id: comment.id } });
    const gone = await until(events, (event) => event.lineCommentChanged?.deleted === true);
    expect(gone.lineCommentChanged).toMatchObject({ id: comment.id, body: { source: "" } });
    await events.return!();
  });

  it("is left by a deleted account in the order of its groups' ids, so that deletions at once do not block each other", async () => {
    const problem = await createProblem(installation, api);
    const { id: assignmentId } = await assign({ kind: "PROBLEMS", problems: [{ problemId: problem.id, points: 10 }] });
    await installation.sql("delete from wrong_answers where user_id = $1", [ada!.userId]);
    for (const failed of [1, 2, 3]) await judged(ada!, problem.id, { source: "print(1)", failed });
    const found = await installation.sql<{ id: string }>("select id from wrong_answer_groups where assignment_id = $1 order by id", [
      assignmentId,
    ]);
    // The last one is moved to the front of the table.
    await installation.sql("update wrong_answer_groups set size = size where id = any($1::uuid[])", [
      found.slice(0, 2).map(({ id }) => id),
    ]);
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 3,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const erasure = feedbackPersonalData.erasures!.find(({ name }) => name === "wrong_answers")!;
    let erased: Promise<number> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute("select from wrong_answer_groups where id = ? for update", [found[0]!.id]);
      erased = db.transaction((other) => erasure.step(other, keyOf(ada!.userId), null as never));
      await eventually(
        () => installation.sql("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
        (all) => all.length > 0,
      );
      const free = "select id from wrong_answer_groups where id in (?) for update skip locked";
      expect(await rows(db.em.fork(), free, [found.slice(1).map(({ id }) => id)])).toHaveLength(2);
    });
    expect(await erased).toBe(3);
    await db.close();
  });
});

describe("a regrade", () => {
  it("is asked for once, is accepted with a new mark, shows in the grade, and both sides hear of it live", async () => {
    const { id: assignmentId } = await assign({ regradeDays: 3, policy: { points: 10 } });
    for (const who of [ada!, bob!]) await who.request(SubmitCourseworkDocument, { input: { assignmentId, text: "One\nTwo" } });
    for (const who of [ada!, bob!])
      await assistant!.request(GradeCourseworkDocument, {
        input: { assignmentId, userId: who.userId, rubricPoints: [4], comment: "Short", draft: false },
      });
    const [work] = (await assistant!.request(CourseworkSubmissionsDocument, { assignmentId })).courseworkSubmissions.nodes;
    const onText = { assignmentId, courseworkSubmissionId: work!.id, lineFrom: 2, lineTo: 2, body: "Good", draft: false };
    await assistant!.request(AddLineCommentDocument, { input: onText });
    expect(await assistant!.errorOf(AddLineCommentDocument, { input: { ...onText, lineTo: 3 } })).toMatchObject({ code: "BAD_USER_INPUT" });
    const asked = { assignmentId, reason: "Please read page 2." };
    expect(await ada!.errorOf(RequestRegradeDocument, { input: asked })).toMatchObject({ code: "CONFLICT" });

    const own = ada!.subscribe(GradeChangedDocument, { classId });
    const released = until(own, (event) => event.gradeChanged?.assignment?.id === assignmentId);
    await teacher!.request(ReleaseGradesDocument, { input: { id: assignmentId } });
    expect((await released).gradeChanged).toMatchObject({ points: 4 });
    const { request } = (await ada!.request(RequestRegradeDocument, { input: asked })).requestRegrade;
    expect(request).toMatchObject({ status: "OPEN", pointsBefore: 4 });
    expect(await ada!.errorOf(RequestRegradeDocument, { input: asked })).toMatchObject({ code: "CONFLICT" });
    expect((await notified("regrade-requested", 2)).toSorted()).toEqual([keyOf(teacher!.userId), keyOf(assistant!.userId)].toSorted());
    expect((await ada!.request(RegradeRequestDocument, { id: request.id })).regradeRequest).toEqual({ id: request.id, status: "OPEN" });
    expect(await bob!.errorOf(RegradeRequestDocument, { id: request.id })).toMatchObject({ code: "NOT_FOUND" });
    await bob!.request(RequestRegradeDocument, { input: asked });
    const list = (first: number) => assistant!.request(RegradeRequestsDocument, { classId, first });
    const { nodes } = (await list(2)).regradeRequests;
    expect(nodes.map(({ user }) => user.id)).toEqual([bob!.userId, ada!.userId]);
    expect(await ada!.errorOf(RegradeRequestsDocument, { classId })).toMatchObject({ code: "FORBIDDEN" });

    const staff = assistant!.subscribe(ClassGradeChangedDocument, { classId });
    const seen = until(staff, (event) => event.classGradeChanged?.points === 9);
    const decide = { id: request.id, accept: true };
    expect(await ada!.errorOf(DecideRegradeDocument, { input: decide })).toMatchObject({ code: "FORBIDDEN" });
    expect(await assistant!.errorOf(DecideRegradeDocument, { input: decide })).toMatchObject({
      extensions: { fields: [{ field: "input.rubricPoints" }] },
    });
    expect(await assistant!.errorOf(DecideRegradeDocument, { input: { id: nodes[0]!.id, accept: false } })).toMatchObject({
      extensions: { fields: [{ field: "input.answer" }] },
    });
    await assistant!.request(DecideRegradeDocument, { input: { id: nodes[0]!.id, accept: false, answer: "It stays." } });
    const decided = await assistant!.request(DecideRegradeDocument, { input: { ...decide, rubricPoints: [9] } });
    expect(decided.decideRegrade.request).toMatchObject({ status: "ACCEPTED", pointsBefore: 4, pointsAfter: 9 });
    expect(await assistant!.errorOf(DecideRegradeDocument, { input: decide })).toMatchObject({ code: "CONFLICT" });
    expect((await until(own, (event) => event.gradeChanged?.points === 9)).gradeChanged!.assignment!.id).toBe(assignmentId);
    expect((await seen).classGradeChanged!.user.id).toBe(ada!.userId);
    expect(await notified("regrade-decided", 2)).toEqual(expect.arrayContaining([keyOf(ada!.userId), keyOf(bob!.userId)]));
    const grade = (await ada!.request(CourseworkGradeDocument, { assignmentId })).courseworkGrade!;
    expect(grade).toMatchObject({ points: 9, comment: { source: "Short" } });
    expect(grade.lines.find(({ rule }) => rule === "REGRADE")!.text).toContain("9 points instead of 4");
    // Streams read by themselves: only without them can statements be counted.
    for (const events of [own, staff]) await events.return!();
    expect(await statementsOf(api, () => list(2))).toBe(await statementsOf(api, () => list(1)));
  });
});

describe("a hint for a group of wrong answers", () => {
  it("is for what the newest judgement says, even if two are handled at once", async () => {
    const problem = await createProblem(installation, api);
    const { id: assignmentId } = await assign({ kind: "PROBLEMS", problems: [{ problemId: problem.id, points: 10 }] });
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    /** Handlers that wait for a lock, and those of these two verdicts that are done. */
    const arrived = (wanted: number) =>
      eventually(
        () =>
          installation.sql<{ count: number }>(
            `select (select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')::int + ${wanted}
               - (select count(*) from outbox where event = 'judgement.finished' and (pending is null or 'group-wrong-answer' = any(pending)))::int as count`,
          ),
        ([found]) => found!.count === wanted,
      );
    const source = "print(1)";
    try {
      let id = "";
      await db.transaction(async (tx) => {
        await tx.execute("select from class_assignment_problems where assignment_id = ? for update", [keyOf(assignmentId)]);
        id = await verdict(ada!, problem.id, { source });
        // Its handler has read the wrong answer.
        await arrived(1);
        await verdict(ada!, problem.id, { source, verdict: "ACCEPTED" }, id);
        await arrived(2);
      });
      await handled(installation);
      expect((await assistant!.request(WrongAnswerGroupsDocument, { assignmentId, first: 10 })).wrongAnswerGroups.nodes).toEqual([]);
    } finally {
      await db.close();
    }
  });

  const loop = (name: string) => `${name} = 0\nfor i in range(int(input())):\n    if i % 3 == 0:\n        ${name} += i\nprint(${name})\n`;

  it("reaches past and future members once, live, and follows rejudges", async () => {
    const problem = await createProblem(installation, api);
    const { id: assignmentId } = await assign({ kind: "PROBLEMS", problems: [{ problemId: problem.id, points: 10 }] });
    const first = await judged(ada!, problem.id, { source: loop("total") });
    const second = await judged(bob!, problem.id, { source: loop("summe") });
    await judged(ada!, problem.id, { source: loop("x"), failed: 2 });
    await judged(teacher!, problem.id, { source: loop("no_learner") });
    const list = async (size: number) =>
      (await assistant!.request(WrongAnswerGroupsDocument, { assignmentId, first: size })).wrongAnswerGroups.nodes;
    expect(await statementsOf(api, () => list(2))).toBe(await statementsOf(api, () => list(1)));
    const groups = await list(10);
    expect(groups).toMatchObject([
      {
        verdict: "WRONG_ANSWER",
        failedTests: [1],
        difference: null,
        size: 2,
        learnerCount: 2,
        hint: null,
        example: { source: loop("summe") },
      },
      { failedTests: [2], size: 1, learnerCount: 1 },
    ]);
    expect(await ada!.errorOf(WrongAnswerGroupsDocument, { assignmentId })).toMatchObject({ code: "FORBIDDEN" });
    const groupId = groups[0]!.id;
    const hint = { groupId, body: "Is 0 a multiple?" };
    expect(await ada!.errorOf(HintGroupDocument, { input: hint })).toMatchObject({ code: "NOT_FOUND" });

    const events = ada!.subscribe(GroupHintChangedDocument);
    const arrived = until(events, () => true);
    await assistant!.request(HintGroupDocument, { input: hint });
    expect((await arrived).groupHintChanged).toMatchObject({
      sharedWithGroup: true,
      withdrawn: false,
      body: { source: "Is 0 a multiple?" },
    });
    expect(await assistant!.errorOf(HintGroupDocument, { input: hint })).toMatchObject({ code: "CONFLICT" });
    await assistant!.request(HintGroupDocument, { input: { groupId, body: "Is 0 one?", expectedVersion: 1 } });
    await until(events, (event) => event.groupHintChanged?.body.source === "Is 0 one?");

    const later = await judged(ada!, problem.id, { source: loop("later") });
    await until(events, (event) => event.groupHintChanged?.viewerSubmissionIds.length === 2);
    const hintsOf = async (who: Person, id: string) => (await who.request(SubmissionHintsDocument, { id })).submission!.groupHints;
    for (const [who, id] of [
      [ada!, first],
      [bob!, second],
      [ada!, later],
    ] as const)
      expect(await hintsOf(who, id)).toEqual([{ sharedWithGroup: true, body: { source: "Is 0 one?" } }]);
    await handled(installation);
    expect((await notified("group-hint", 2)).toSorted()).toEqual([keyOf(ada!.userId), keyOf(bob!.userId)].toSorted());

    // Editors of the problem may see the submission, but not what a class says about it.
    const editor = await createInstructor(installation, api);
    await installation.sql("update problems set author_id = $1 where id = $2", [keyOf(editor.userId), keyOf(problem.id)]);
    expect(await hintsOf(editor, first)).toEqual([]);

    await judged(bob!, problem.id, { source: loop("summe"), verdict: "ACCEPTED" }, second);
    expect(await hintsOf(bob!, second)).toEqual([]);
    await judged(ada!, problem.id, { source: loop("later"), failed: 2 }, later);
    expect(await hintsOf(ada!, later)).toEqual([]);
    expect((await list(10)).map(({ failedTests, size, learnerCount }) => [failedTests, size, learnerCount]).toSorted()).toEqual([
      [[1], 1, 1],
      [[2], 2, 1],
    ]);
    await assistant!.request(WithdrawGroupHintDocument, { input: { groupId } });
    await until(events, (event) => event.groupHintChanged?.withdrawn === true);
    expect(await hintsOf(ada!, first)).toEqual([]);
    await events.return!();
  });
});
