/** Assignments of classes: dates through clock changes, extensions, groups, grades with their trees, staged policies, reminders. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { fractionText } from "../../src/kernel/fraction.js";
import { newId } from "../../src/kernel/ids.js";
import { valueOf, type GradeNode } from "../../src/modules/learning/coursework/grading/grade-tree.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddClassMemberDocument,
  ApplyGradingChangeDocument,
  ArchiveClassDocument,
  ClassAssignmentByIdDocument,
  ClassAssignmentsDocument,
  ClassDropLowestDocument,
  ClassGradebookCsvDocument,
  ClassGradebookDocument,
  CourseworkDraftsDocument,
  CourseworkExtensionsDocument,
  CourseworkGradeDocument,
  CourseworkGroupsDocument,
  CourseworkSubmissionsDocument,
  CreateClassAssignmentDocument,
  CreateClassDocument,
  DeleteClassAssignmentDocument,
  DeleteCourseworkGroupDocument,
  DeleteFileDocument,
  DropGradingChangeDocument,
  GradeCourseworkDocument,
  GradingChangeByIdDocument,
  GradingChangesDocument,
  MyClassGradesDocument,
  PublishCourseworkDraftsDocument,
  ReleaseGradesDocument,
  RemoveCourseworkExtensionDocument,
  RequestAccountDeletionDocument,
  SaveCourseworkGroupDocument,
  SetCourseworkExtensionDocument,
  StageGradingChangeDocument,
  SubmitCourseworkDocument,
  UpdateClassAssignmentDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, choose, publishedQuiz, question, single, start, submit } from "../support/quizzes.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { handled } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const HOUR_MS = 3_600_000;
/** A wall clock time in UTC. */
const inHours = (hours: number) => ({ local: new Date(Date.now() + hours * HOUR_MS).toISOString().slice(0, 16) });

let installation: Installation;
let api: Api;
let teacher: Person;
let assistant: Person;
let ada: Person;
let bob: Person;
let stranger: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  teacher = await createInstructor(installation, api);
  [assistant, ada, bob, stranger] = [
    await createLearner(api),
    await createLearner(api),
    await createLearner(api),
    await createLearner(api),
  ];
});
afterAll(() => installation?.stop());

async function classOf(change: object = {}): Promise<string> {
  const { id } = (await teacher.request(CreateClassDocument, { input: { title: "Class", timeZone: "UTC", ...change } })).createClass.class;
  for (const [{ username }, role] of [
    [assistant, "ASSISTANT"],
    [ada, "LEARNER"],
    [bob, "LEARNER"],
  ] as const)
    await teacher.request(AddClassMemberDocument, { input: { classId: id, username, role } });
  return id;
}
const assign = async (classId: string, change: object) =>
  (
    await teacher.request(CreateClassAssignmentDocument, {
      input: { classId, kind: "FREE", title: "Essay", opensAt: inHours(-100), ...change } as never,
    })
  ).createClassAssignment.assignment;
const rename = (id: string, change: object = {}) =>
  installation.sql<{ version: number }>("select version from class_assignments where id = $1", [id]).then(([row]) =>
    teacher.request(UpdateClassAssignmentDocument, {
      input: { id, expectedVersion: row!.version, title: "Renamed", ...change } as never,
    }),
  );
/** An upload that was inspected. */
async function uploaded(who: Person): Promise<string> {
  const id = newId();
  await installation.sql(
    `insert into files (id, owner_id, purpose, status, file_name, content_type, size_bytes, renditions)
     values ($1, $2, 'ATTACHMENT', 'READY', 'essay.txt', 'text/plain', 1, '[]')`,
    [id, who.userId],
  );
  return id;
}
const gradeOf = async (who: Person, assignmentId: string, userId?: string) =>
  (await who.request(CourseworkGradeDocument, { assignmentId, userId: userId ?? null })).courseworkGrade;

describe("dates", () => {
  it("are what was entered, with an explicit choice at clock changes, and saving again never moves them", async () => {
    const classId = await classOf({ timeZone: "Europe/Berlin" });
    const gap = { local: "2027-03-28T02:30" };
    const made = await assign(classId, { opensAt: { local: "2027-03-01T08:00" }, dueAt: gap });
    expect(made).toMatchObject({
      dueAt: "2027-03-28T01:30:00.000Z",
      dueAtLocal: { local: "2027-03-28T02:30", zone: "Europe/Berlin", occurrence: "SKIPPED" },
    });
    const update = async (version: number, dueAt: object | null) =>
      (await teacher.request(UpdateClassAssignmentDocument, { input: { id: made.id, expectedVersion: version, dueAt } as never }))
        .updateClassAssignment.assignment;
    expect(await update(1, gap)).toMatchObject({ dueAt: made.dueAt, version: 2 });
    expect(await update(2, { ...gap, disambiguation: "EARLIER" })).toMatchObject({ dueAt: "2027-03-28T00:30:00.000Z" });
    expect(await update(3, gap)).toMatchObject({ dueAt: "2027-03-28T00:30:00.000Z" });
    expect(await update(4, { local: "2027-10-31T02:30", disambiguation: "LATER" })).toMatchObject({
      dueAt: "2027-10-31T01:30:00.000Z",
      dueAtLocal: { occurrence: "REPEATED" },
    });
    const errorOf = (input: object) =>
      teacher.errorOf(UpdateClassAssignmentDocument, { input: { id: made.id, expectedVersion: 5, ...input } as never });
    expect(await errorOf({ closesAt: { local: "2027-10-31T02:29" } })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.closesAt" }] },
    });
    expect(await errorOf({ dueAt: { local: "2027-02-29T12:00" } })).toMatchObject({
      extensions: { fields: [{ field: "input.dueAt.local" }] },
    });
  });

  it("hide an assignment from learners until it opens, and from strangers always", async () => {
    const classId = await classOf();
    const hidden = await assign(classId, { title: "Hidden", opensAt: inHours(1) });
    const open = await assign(classId, { title: "Open" });
    const seenBy = async (who: Person) =>
      (await who.request(ClassAssignmentsDocument, { classId })).classAssignments.nodes.map(({ title }) => title);
    expect([await seenBy(ada), await seenBy(assistant)]).toEqual([["Open"], ["Open", "Hidden"]]);
    expect(await ada.errorOf(ClassAssignmentByIdDocument, { id: hidden.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await ada.errorOf(SubmitCourseworkDocument, { input: { assignmentId: hidden.id, text: "x" } })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await stranger.errorOf(ClassAssignmentByIdDocument, { id: open.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await assistant.errorOf(DeleteClassAssignmentDocument, { input: { id: open.id } })).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("dates that the clock looks for", () => {
  it("are kept without learners, and a date that is cleared forgets its notice", async () => {
    const { id: classId } = (await teacher.request(CreateClassDocument, { input: { title: "Empty", timeZone: "UTC" } })).createClass.class;
    const { id } = await assign(classId, { dueAt: inHours(2), closesAt: inHours(3), releaseAt: inHours(-1) });
    await installation.sql("update class_assignments set opened_notified_at = now(), released_notified_at = now() where id = $1", [id]);
    await rename(id, { opensAt: null, releaseAt: null });
    const sql = `select settle_at is not null as settles, reminders_until is not null as reminds, opened_notified_at as opened,
      released_notified_at as released from class_assignments where id = $1`;
    const [audited] = await installation.sql<{ changed: string[] }>(
      "select details -> 'changed' as changed from audit_entries where action = 'class-assignment.updated' and subject_id = $1",
      [id],
    );
    expect(audited!.changed.toSorted()).toEqual(["opensAt", "releaseAt", "title"]);
    expect(await installation.sql(sql, [id])).toEqual([{ settles: true, reminds: true, opened: null, released: null }]);
  });
});

describe("free work", () => {
  it("is handed in by a group once, closes, is graded by rubric in drafts, released, and explained", async () => {
    const classId = await classOf();
    const rubric = [
      { title: "Idea", points: 3 },
      { title: "Text", points: 7 },
    ];
    const lateCurve = { shape: "STEPS", points: [{ minutesLate: 0, creditPercent: 80 }] };
    const { id } = await assign(classId, {
      groupWork: true,
      dueAt: inHours(-2),
      closesAt: inHours(48),
      policy: { points: 20, rubric, lateCurve },
    });
    expect(await ada.errorOf(SubmitCourseworkDocument, { input: { assignmentId: id, text: "x" } })).toMatchObject({ code: "CONFLICT" });
    const group = { assignmentId: id, name: "One", userIds: [ada.userId, bob.userId] };
    const { id: groupId } = (await assistant.request(SaveCourseworkGroupDocument, { input: group })).saveCourseworkGroup.group;
    expect(await assistant.errorOf(SaveCourseworkGroupDocument, { input: { ...group, name: "Two" } })).toMatchObject({ code: "CONFLICT" });
    await ada.request(SubmitCourseworkDocument, { input: { assignmentId: id, text: "Our work" } });
    expect(
      (await bob.request(CourseworkSubmissionsDocument, { assignmentId: id })).courseworkSubmissions.nodes.map(({ text }) => text),
    ).toEqual(["Our work"]);
    const mark = { assignmentId: id, userId: ada.userId, rubricPoints: [2.5, 7], comment: "Good", draft: true };
    expect((await assistant.request(GradeCourseworkDocument, { input: mark })).gradeCoursework.grade).toBeNull();
    expect(await ada.errorOf(GradeCourseworkDocument, { input: mark })).toMatchObject({ code: "FORBIDDEN" });
    expect(
      (await assistant.request(PublishCourseworkDraftsDocument, { input: { assignmentId: id } })).publishCourseworkDrafts.published,
    ).toBe(2);
    expect(await gradeOf(ada, id)).toBeNull();
    expect(await gradeOf(assistant, id, bob.userId)).toMatchObject({ points: 15.2 }); // 20 * 9.5/10 * 0.8
    await teacher.request(ReleaseGradesDocument, { input: { id } });
    const grade = (await gradeOf(ada, id))!;
    expect(grade).toMatchObject({ points: 15.2, comment: { source: "Good" } });
    expect(fractionText(valueOf(grade.tree as unknown as GradeNode))).toBe("76/5");
    expect(grade.lines.map(({ rule }) => rule)).toEqual(["ROUNDED", "SUM", "WORTH", "LATE", "RUBRIC", "RUBRIC_LINE", "RUBRIC_LINE"]);
    expect(await gradeOf(ada, id, bob.userId)).toBeNull();
    // An extension of the group makes it in time.
    await assistant.request(SetCourseworkExtensionDocument, { input: { assignmentId: id, groupId, dueAt: inHours(1), reason: "Ill" } });
    expect((await gradeOf(bob, id))!.points).toBe(19);
    const notified = () => installation.sql("select from notifications where kind = 'coursework-released' and subject_id = $1", [id]);
    await eventually(notified, (all) => all.length === 2);
  });

  it("is refused after closing, by the learner's own closing time", async () => {
    const classId = await classOf();
    const { id } = await assign(classId, { dueAt: inHours(-3), closesAt: inHours(-2) });
    const submit = { input: { assignmentId: id, text: "Late" } };
    expect(await ada.errorOf(SubmitCourseworkDocument, submit)).toMatchObject({ code: "CONFLICT" });
    await teacher.request(SetCourseworkExtensionDocument, { input: { assignmentId: id, userId: ada.userId, dueAt: inHours(1) } });
    expect((await ada.request(ClassAssignmentByIdDocument, { id })).classAssignment.viewerClosesAt).toBe(inHours(1).local + ":00.000Z");
    await ada.request(SubmitCourseworkDocument, submit);
    expect(await bob.errorOf(SubmitCourseworkDocument, submit)).toMatchObject({ code: "CONFLICT" });
    // Nothing was handed in by Bob, so he has 0 points; Ada's work waits for a grader.
    expect(await gradeOf(teacher, id, bob.userId)).toMatchObject({ points: 0 });
    expect(await gradeOf(teacher, id, ada.userId)).toBeNull();
    expect(await teacher.errorOf(DeleteClassAssignmentDocument, { input: { id } })).toMatchObject({ code: "CONFLICT" });
  });
});

describe("free work that waits for a grader", () => {
  it("is not missing, keeps its files, and is marked as it was read, by the rubric of then", async () => {
    const classId = await classOf();
    const { id } = await assign(classId, { policy: { points: 10, rubric: [{ title: "Text", points: 5 }] } });
    const fileId = await uploaded(ada);
    const handIn = async (text: string, fileIds: string[] = []) =>
      (await ada.request(SubmitCourseworkDocument, { input: { assignmentId: id, text, fileIds } })).submitCoursework.submission.id;
    const [first, second] = [await handIn("First", [fileId]), await handIn("Second")];
    expect(await ada.errorOf(DeleteFileDocument, { input: { fileId } })).toMatchObject({ code: "CONFLICT" });
    await installation.sql("update coursework_submissions set created_at = now() - interval '3 hours' where assignment_id = $1", [id]);
    await rename(id, { closesAt: inHours(-1) });
    expect([await gradeOf(teacher, id, ada.userId), (await gradeOf(teacher, id, bob.userId))!.points]).toEqual([null, 0]);

    const mark = { assignmentId: id, userId: ada.userId, rubricPoints: [4], adjustment: -0.5, comment: "Good", draft: true };
    const outdated = await assistant.errorOf(GradeCourseworkDocument, { input: { ...mark, submissionId: first } });
    expect(outdated).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.submissionId" }] } });
    await assistant.request(GradeCourseworkDocument, { input: { ...mark, submissionId: second } });
    expect(await ada.errorOf(CourseworkDraftsDocument, { assignmentId: id })).toMatchObject({ code: "FORBIDDEN" });
    const draft = { submissionId: second, rubricPoints: [4], adjustment: -0.5, comment: { source: "Good" } };
    const people = { user: { id: ada.userId }, grader: { id: assistant.userId } };
    expect((await teacher.request(CourseworkDraftsDocument, { assignmentId: id })).courseworkDrafts.nodes).toEqual([
      { ...draft, ...people },
    ]);
    await assistant.request(PublishCourseworkDraftsDocument, { input: { assignmentId: id } });
    const policy = {
      points: 20,
      rubric: [
        { title: "Idea", points: 5 },
        { title: "Text", points: 15 },
      ],
    };
    const { change } = (await teacher.request(StageGradingChangeDocument, { input: { assignmentId: id, policy } as never }))
      .stageGradingChange;
    expect(change.moves.nodes).toMatchObject([{ before: 7.5, after: 15.5 }]);
    await teacher.request(ApplyGradingChangeDocument, { input: { id: change.id } });
    expect(await gradeOf(teacher, id, ada.userId)).toMatchObject({ points: 15.5 }); // 20 * 4/5 - 0.5
  });
});

describe("problems", () => {
  /** A judged submission, and the event of its verdict. */
  async function judged(who: Person, problemId: string, verdict: string, at: Date): Promise<void> {
    const [id, judgementId] = [newId(at.getTime()), newId()];
    await installation.sql(
      "insert into submissions (id, user_id, problem_id, language, source, source_bytes, created_at) values ($1, $2, $3, 'python', 'x', 1, $4)",
      [id, who.userId, problemId, at],
    );
    await installation.sql(
      `insert into judgements (id, submission_id, test_set_id, status, verdict, attempt, system_failures, tests_total, tests_passed, tests, finished_at)
       select $1, $2, t.id, 'FINISHED', $3, 1, 0, 1, 1, '[]', now() from test_sets t where t.problem_id = $4 order by t.id desc limit 1`,
      [judgementId, id, verdict, problemId],
    );
    const ids = { userId: keyOf(who.userId), problemId: keyOf(problemId) };
    await announce(installation, "judgement.finished", { judgementId, submissionId: id, ...ids, verdict });
    await handled(installation);
  }

  it("are graded from verdicts; a policy is staged, shows who moves, and is applied or dropped", async () => {
    const classId = await classOf({ showsStatistics: true });
    const problem = await createProblem(installation, api);
    const closesAt = inHours(-1);
    const { id } = await assign(classId, {
      kind: "PROBLEMS",
      title: '=HYPERLINK("x")',
      problems: [{ problemId: problem.id, points: 10 }],
      dueAt: inHours(-50),
      closesAt,
    });
    await judged(ada, problem.id, "WRONG_ANSWER", new Date(Date.now() - 60 * HOUR_MS));
    await judged(ada, problem.id, "ACCEPTED", new Date(Date.now() - 26 * HOUR_MS));
    await judged(bob, problem.id, "ACCEPTED", new Date(Date.now() - HOUR_MS / 2)); // after closing
    expect(await gradeOf(teacher, id, ada.userId)).toMatchObject({ points: 10 });
    expect(await gradeOf(teacher, id, bob.userId)).toMatchObject({ points: 0 });
    const policy = { lateCurve: { shape: "LINEAR", points: [{ minutesLate: 2880, creditPercent: 0 }] } };
    const stage = async () =>
      (await teacher.request(StageGradingChangeDocument, { input: { assignmentId: id, policy } as never })).stageGradingChange.change;
    const first = await stage();
    expect(first.moves.nodes).toHaveLength(1);
    expect(first.moves.nodes[0]).toMatchObject({ before: 10, user: { id: ada.userId } });
    const admin = await createInstructor(installation, api, "ADMIN");
    expect((await admin.request(GradingChangeByIdDocument, { id: first.id })).gradingChange.id).toBe(first.id);
    expect(await assistant.errorOf(GradingChangeByIdDocument, { id: first.id })).toMatchObject({ code: "NOT_FOUND" });
    await teacher.request(DropGradingChangeDocument, { input: { id: first.id } });
    expect(await teacher.errorOf(ApplyGradingChangeDocument, { input: { id: first.id } })).toMatchObject({ code: "CONFLICT" });
    expect(await gradeOf(teacher, id, ada.userId)).toMatchObject({ points: 10 });
    const [second, third] = [await stage(), await stage()];
    expect(await assistant.errorOf(ApplyGradingChangeDocument, { input: { id: second.id } })).toMatchObject({ code: "FORBIDDEN" });
    await teacher.request(ApplyGradingChangeDocument, { input: { id: second.id } });
    expect((await gradeOf(teacher, id, ada.userId))!.points).toBe(second.moves.nodes[0]!.after);
    expect(second.moves.nodes[0]!.after).toBeCloseTo(5, 0);
    expect(await teacher.errorOf(ApplyGradingChangeDocument, { input: { id: third.id } })).toMatchObject({ code: "CONFLICT" });

    expect((await ada.request(MyClassGradesDocument, { classId })).myClassGrades).toMatchObject({ grades: [], totalPercent: null });
    await teacher.request(ReleaseGradesDocument, { input: { id } });
    const own = (await ada.request(MyClassGradesDocument, { classId })).myClassGrades;
    expect(own.totalPercent).toBeCloseTo(10 * own.grades[0]!.points, 5);
    // Two grades: learners could tell one from the other.
    expect((await ada.request(ClassAssignmentByIdDocument, { id })).classAssignment.statistics).toBeNull();
    expect((await assistant.request(ClassAssignmentByIdDocument, { id })).classAssignment.statistics).toMatchObject({ graded: 2 });
    const { nodes } = (await assistant.request(ClassGradebookDocument, { classId, first: 10 })).classGradebook;
    expect(nodes.map(({ user, totalPercent }) => [user.id, totalPercent])).toEqual([
      [bob.userId, 0],
      [ada.userId, own.totalPercent],
    ]);
    // A class fits on a page, which is larger than those of other lists.
    expect((await assistant.request(ClassGradebookDocument, { classId, first: 300 })).classGradebook.nodes).toEqual(nodes);
    expect(await assistant.errorOf(ClassGradebookDocument, { classId, first: 301 })).toMatchObject({
      extensions: { fields: [{ field: "first", code: "OUT_OF_RANGE", maximum: 300 }] },
    });
    const { classGradebookCsv } = await assistant.request(ClassGradebookCsvDocument, { classId });
    expect(classGradebookCsv).toContain(`"'=HYPERLINK(""x"") (10)"`);
    expect(await ada.errorOf(ClassGradebookCsvDocument, { classId })).toMatchObject({ code: "FORBIDDEN" });
    // Grades of an archived class are final.
    await teacher.request(ArchiveClassDocument, { input: { id: classId } });
    await judged(bob, problem.id, "ACCEPTED", new Date(Date.now() - 55 * HOUR_MS));
    expect(await gradeOf(teacher, id, bob.userId)).toMatchObject({ points: 0 });
  });

  it("show no more of a verdict than they do elsewhere; and of many staged changes the newest are kept", async () => {
    const classId = await classOf();
    const problem = await createProblem(installation, api);
    await installation.sql("update problems set feedback = 'NOTHING' where id = $1", [problem.id]);
    const { id } = await assign(classId, { kind: "PROBLEMS", problems: [{ problemId: problem.id, points: 10 }], releaseAt: inHours(-1) });
    await judged(ada, problem.id, "WRONG_ANSWER", new Date(Date.now() - HOUR_MS));
    const { points, tree, lines } = (await gradeOf(ada, id))!;
    expect(points).toBe(0);
    expect(JSON.stringify([tree, lines])).toContain("REJECTED");
    expect(JSON.stringify([tree, lines])).not.toContain("WRONG_ANSWER");
    for (let dropLowest = 0; dropLowest < 12; dropLowest++)
      await teacher.request(StageGradingChangeDocument, { input: { classId, dropLowest } });
    expect(await installation.sql("select from grading_changes where class_id = $1", [classId])).toHaveLength(10);
  });

  it("can be replaced as long as no work is lost; once grades are released, the change is staged", async () => {
    const [classId, first, second] = [await classOf(), await createProblem(installation, api), await createProblem(installation, api)];
    const worth = (...points: number[]) =>
      [first, second].slice(0, points.length).map(({ id: problemId }, at) => ({ problemId, points: points[at]! }));
    const { id } = await assign(classId, { kind: "PROBLEMS", problems: worth(10) });
    const { id: last } = await assign(classId, { kind: "PROBLEMS", problems: worth(10), policy: { counted: "LAST" } });
    const { id: average } = await assign(classId, { kind: "PROBLEMS", problems: worth(10), policy: { counted: "AVERAGE" } });
    await judged(ada, first.id, "ACCEPTED", new Date(Date.now() - 50 * HOUR_MS));
    await judged(ada, first.id, "WRONG_ANSWER", new Date(Date.now() - 49 * HOUR_MS));
    const points = async (assignmentId: string) => (await gradeOf(teacher, assignmentId, ada.userId))!.points;
    expect([await points(id), await points(last), await points(average)]).toEqual([10, 0, 5]);

    const { assignment, stagedChange } = (await rename(id, { problems: worth(10, 30) })).updateClassAssignment;
    expect(stagedChange).toBeNull();
    expect([assignment.problems.map((one) => one.points), assignment.policyVersion, await points(id)]).toEqual([[10, 30], 2, 10]);
    const refused = async (input: object, of = id) => {
      const [row] = await installation.sql<{ version: number }>("select version from class_assignments where id = $1", [of]);
      return teacher.errorOf(UpdateClassAssignmentDocument, { input: { id: of, expectedVersion: row!.version, ...input } as never });
    };
    const [, other] = worth(10, 30);
    expect(await refused({ problems: [other] })).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.problems" }] } });
    expect(await refused({ problems: null })).toMatchObject({ extensions: { fields: [{ field: "input.problems", code: "REQUIRED" }] } });
    expect(await refused({ problems: worth(10), expectedVersion: 1 })).toMatchObject({ code: "CONFLICT" });

    await teacher.request(ReleaseGradesDocument, { input: { id } });
    const staged = (await rename(id, { problems: worth(20, 20) })).updateClassAssignment;
    expect(staged.assignment.problems.map((one) => one.points)).toEqual([10, 30]);
    expect(staged.stagedChange).toMatchObject({ problems: worth(20, 20), policy: {}, quizId: null });
    const moves = { nodes: [{ before: 10, after: 20, user: { id: ada.userId } }] };
    expect(staged.stagedChange!.moves).toEqual(moves);
    expect(await points(id)).toBe(10);
    const changes = async (filter: object) => (await teacher.request(GradingChangesDocument, { classId, ...filter })).gradingChanges.nodes;
    expect(await changes({ assignmentId: id, status: "STAGED" })).toEqual([
      { id: staged.stagedChange!.id, status: "STAGED", assignmentId: id, moves },
    ]);
    expect(await assistant.errorOf(GradingChangesDocument, { classId })).toMatchObject({ code: "FORBIDDEN" });
    await teacher.request(ApplyGradingChangeDocument, { input: { id: staged.stagedChange!.id } });
    expect(await points(id)).toBe(20);
    // Work that is handed in after the staging is not lost either.
    const { stagedChange: without } = (await rename(id, { problems: worth(30) })).updateClassAssignment;
    await judged(bob, second.id, "WRONG_ANSWER", new Date());
    expect(await teacher.errorOf(ApplyGradingChangeDocument, { input: { id: without!.id } })).toMatchObject({ code: "CONFLICT" });
    expect((await changes({})).map(({ status }) => status)).toEqual(["STAGED", "APPLIED"]);
    const list = (count: number) => teacher.request(GradingChangesDocument, { classId, first: count });
    expect(await statementsOf(api, () => list(2))).toBe(await statementsOf(api, () => list(1)));

    // Of 50, 0 and 50 % the lowest is dropped.
    const { change } = (await teacher.request(StageGradingChangeDocument, { input: { classId, dropLowest: 1 } })).stageGradingChange;
    await teacher.request(ApplyGradingChangeDocument, { input: { id: change.id } });
    expect((await ada.request(ClassDropLowestDocument, { id: classId })).class.dropLowest).toBe(1);
    expect((await ada.request(MyClassGradesDocument, { classId })).myClassGrades).toMatchObject({ dropLowest: 1, totalPercent: 50 });
    const { nodes } = (await teacher.request(ClassGradebookDocument, { classId, first: 10 })).classGradebook;
    expect(nodes.find(({ user }) => user.id === ada.userId)).toMatchObject({
      cells: [{ points: 20 }, { points: 0 }, { points: 5 }],
      totalPercent: 50,
    });
  });

  it("and free work of a group count for the others after the account of a member is deleted", async () => {
    const [classId, eve, problem] = [await classOf(), await createLearner(api), await createProblem(installation, api)];
    await teacher.request(AddClassMemberDocument, { input: { classId, username: eve.username, role: "LEARNER" } });
    const { id: essay } = await assign(classId, { groupWork: true, policy: { points: 10 } });
    const { id: tasks } = await assign(classId, {
      ...{ kind: "PROBLEMS", groupWork: true },
      problems: [{ problemId: problem.id, points: 10 }],
    });
    for (const assignmentId of [essay, tasks])
      await teacher.request(SaveCourseworkGroupDocument, { input: { assignmentId, name: "One", userIds: [eve.userId, bob.userId] } });
    const fileId = await uploaded(eve);
    await eve.request(SubmitCourseworkDocument, { input: { assignmentId: essay, text: "Ours", fileIds: [fileId] } });
    await teacher.request(GradeCourseworkDocument, { input: { assignmentId: essay, userId: bob.userId, rubricPoints: [8], draft: false } });
    await judged(eve, problem.id, "ACCEPTED", new Date());
    const { id: questionId } = await question(teacher, (await bank(teacher)).id, single());
    const quiz = await publishedQuiz(teacher, [{ questionId }]);
    const { id: test } = await assign(classId, { kind: "QUIZ", groupWork: true, quizId: quiz.id, policy: { points: 10 } });
    await teacher.request(SaveCourseworkGroupDocument, { input: { assignmentId: test, name: "One", userIds: [eve.userId, bob.userId] } });
    const attempt = await start(eve, quiz.id);
    await submit(eve, attempt.id, [choose(attempt, 1, "correct")]);
    await handled(installation);
    const points = async () =>
      (await Promise.all([essay, tasks, test].map((id) => gradeOf(teacher, id, bob.userId)))).map((one) => one?.points);
    expect(await points()).toEqual([8, 10, 10]);

    await eve.request(RequestAccountDeletionDocument, { input: { password: "Sesame-Open-1" } });
    await installation.sql("update account_deletions set due_at = now() where user_id = $1", [eve.userId]);
    await eventually(
      () => installation.sql("select from account_deletions where user_id = $1 and status = 'DONE'", [eve.userId]),
      (all) => all.length === 1,
    );
    for (const id of [essay, tasks, test]) await rename(id);
    expect(await points()).toEqual([8, 10, 10]);
    expect(await installation.sql("select from quiz_attempts where user_id = $1", [eve.userId])).toEqual([]);
    expect((await bob.request(CourseworkSubmissionsDocument, { assignmentId: essay })).courseworkSubmissions.nodes).toMatchObject([
      { text: "Ours", user: { id: bob.userId } },
    ]);
    expect(await installation.sql("select from files where id = $1 and owner_id = $2", [fileId, bob.userId])).toHaveLength(1);
  });
});

describe("a quiz, groups and extensions", () => {
  it("can be changed until learners would lose work, listed and taken back", async () => {
    const classId = await classOf();
    const { id: questionId } = await question(teacher, (await bank(teacher)).id, single());
    const [first, second] = [await publishedQuiz(teacher, [{ questionId }]), await publishedQuiz(teacher, [{ questionId }])];
    const { id } = await assign(classId, { kind: "QUIZ", quizId: first.id });
    expect((await rename(id, { quizId: second.id, groupWork: true })).updateClassAssignment.assignment.groupWork).toBe(true);
    const versioned = async (change: object) => {
      const [row] = await installation.sql<{ version: number }>("select version from class_assignments where id = $1", [id]);
      return { input: { id, expectedVersion: row!.version, ...change } } as never;
    };
    await start(ada, second.id);
    expect(await teacher.errorOf(UpdateClassAssignmentDocument, await versioned({ quizId: first.id }))).toMatchObject({
      ...{ code: "CONFLICT", extensions: { fields: [{ field: "input.quizId" }] } },
    });
    const group = { assignmentId: id, name: "One", userIds: [ada.userId] };
    const { id: groupId } = (await teacher.request(SaveCourseworkGroupDocument, { input: group })).saveCourseworkGroup.group;
    expect(await teacher.errorOf(UpdateClassAssignmentDocument, await versioned({ groupWork: false }))).toMatchObject({
      ...{ code: "CONFLICT", extensions: { fields: [{ field: "input.groupWork" }] } },
    });
    const groups = async (who: Person) => (await who.request(CourseworkGroupsDocument, { assignmentId: id })).courseworkGroups.nodes;
    expect([await groups(ada), await groups(bob)]).toEqual([[{ id: groupId, name: "One" }], []]);
    await teacher.request(DeleteCourseworkGroupDocument, { input: { id: groupId } });
    expect(await groups(teacher)).toEqual([]);
    expect((await rename(id, { groupWork: false })).updateClassAssignment.assignment.groupWork).toBe(false);

    const extended = { assignmentId: id, userId: bob.userId, dueAt: inHours(5) };
    const { extension } = (await assistant.request(SetCourseworkExtensionDocument, { input: extended })).setCourseworkExtension;
    const extensions = async () =>
      (await assistant.request(CourseworkExtensionsDocument, { assignmentId: id })).courseworkExtensions.nodes.map(({ user }) => user?.id);
    expect(await extensions()).toEqual([bob.userId]);
    await teacher.request(RemoveCourseworkExtensionDocument, { input: { id: extension.id } });
    expect(await extensions()).toEqual([]);
  });
});

describe("reminders", () => {
  it("reach each learner once, by their own due time, unless they have handed in; and again before a new date", async () => {
    const classId = await classOf();
    const { id, version } = await assign(classId, { dueAt: inHours(30), closesAt: inHours(40) });
    await ada.request(SubmitCourseworkDocument, { input: { assignmentId: id, text: "Done" } });
    const told = async (kind: string) =>
      (
        await installation.sql<{ user: string }>(
          `select user_id as "user" from notifications where kind = $1 and subject_id = $2 order by id`,
          [kind, id],
        )
      ).map(({ user }) => user);
    await eventually(
      () => told("coursework-opened"),
      (all) => all.length === 2,
    );
    const remind = (expectedVersion: number, dueAt: object) =>
      teacher.request(UpdateClassAssignmentDocument, { input: { id, expectedVersion, remindHours: 48, dueAt } as never });
    await remind(version, inHours(31));
    await eventually(
      () => told("coursework-due-soon"),
      (all) => all.length === 1,
    );
    await remind(version + 1, inHours(32));
    await eventually(
      () => told("coursework-due-soon"),
      (all) => all.length === 2,
    );
    await handled(installation);
    expect(await told("coursework-due-soon")).toEqual([keyOf(bob.userId), keyOf(bob.userId)]);
    expect(await told("coursework-opened")).toHaveLength(2);
  });
});
