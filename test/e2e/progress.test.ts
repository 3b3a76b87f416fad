/** Tracks that accounts take: completion, percentages, time, notes, live progress, and certificates. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { certificatesPersonalData } from "../../src/modules/learning/certificates/certificates.personal-data.js";
import { progressPersonalData } from "../../src/modules/learning/progress/progress.personal-data.js";
import type { ExportReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import {
  createLesson,
  createModule,
  createTrack,
  publishedTrack,
  publishTrack,
  readLesson,
  TEXT,
  updateLesson,
} from "../support/content.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AddLessonBookmarkDocument,
  CertificateDocument,
  CompleteAssignmentDocument,
  CompleteBlockDocument,
  CompleteLessonDocument,
  CreateAssignmentDocument,
  CreateLessonNoteDocument,
  DeleteLessonNoteDocument,
  DownloadCertificateDocument,
  EnrollDocument,
  MyCertificatesDocument,
  MyEnrollmentsDocument,
  MyLessonBookmarksDocument,
  MyLessonNotesDocument,
  NodeDocument,
  PreviewTrackDocument,
  ProgressChangedDocument,
  RecordActivityDocument,
  RemoveLessonBookmarkDocument,
  ReopenAssignmentDocument,
  ReopenBlockDocument,
  ReopenLessonDocument,
  RevokeCertificateDocument,
  SetLessonPrerequisitesDocument,
  SetLessonStatusDocument,
  SetTrackStatusDocument,
  TrackDocument,
  TrackProgressDocument,
  UnenrollDocument,
  UpdateLessonNoteDocument,
} from "../support/generated.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { clientOf, type Client } from "../support/client.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, choose, publishedQuiz, question, single, start, submit } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { announceVerdict, handled, judged } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let author: Person;
let admin: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  author = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  anonymous = clientOf(api);
});
afterAll(() => installation?.stop());

const enroll = async (who: Client, trackId: string) => (await who.request(EnrollDocument, { input: { trackId } })).enroll!.enrollment;
const progressOf = async (who: Client, id: string) => (await who.request(TrackProgressDocument, { id })).track!;
const keysOf = async (id: string) => (await readLesson(author, id)).content.blocks.map(({ key }) => key);
const completeLesson = async (who: Client, lessonId: string) =>
  (await who.request(CompleteLessonDocument, { input: { lessonId } })).completeLesson!.lesson.progress!;
const record = async (who: Client, lessonId: string, blockKey?: string) =>
  (await who.request(RecordActivityDocument, { input: { lessonId, blockKey } })).recordActivity!;
const certificatesOf = async (who: Client) => (await who.request(MyCertificatesDocument)).myCertificates!.nodes;

/** A published problem, straight into the table; its global id. */
async function problem(feedback = "VERDICT"): Promise<string> {
  const [made] = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at, feedback)
     values (gen_random_uuid(), $1, 'Problem', '', 'EASY', '{}', '{}', '{}', 'PUBLISHED', $2, now(), $3) returning id`,
    [`p-${randomUUID()}`, author.userId, feedback],
  );
  return globalId("Problem", made!.id);
}

const verdict = (who: Person, problemId: string, word: string) => judged(installation, { userId: who.userId, problemId, verdict: word });

/** A learner who has completed a track with one lesson, and the certificate. */
async function graduate(displayName = "Ada Lovelace", title = `Track ${randomUUID()}`) {
  const learner = await createLearner(api);
  await installation.sql("update users set display_name = $2 where id = $1", [learner.userId, displayName]);
  const track = await publishedTrack(author, [1], { title });
  await enroll(learner, track.id);
  await completeLesson(learner, track.modules[0]!.lessons[0]!);
  await handled(installation);
  return { learner, track, certificate: (await certificatesOf(learner))[0]! };
}

describe("enrolment", () => {
  it("needs a published track, is repeatable, and ends with what was done kept", async () => {
    const learner = await createLearner(api);
    const draft = await createTrack(author);
    expect((await learner.errorOf(EnrollDocument, { input: { trackId: draft.id } })).code).toBe("NOT_FOUND");
    expect((await author.errorOf(EnrollDocument, { input: { trackId: draft.id } })).code).toBe("CONFLICT");
    const { id, modules } = await publishedTrack(author, [2]);
    const [first, second] = modules[0]!.lessons as [string, string];
    expect((await learner.errorOf(CompleteLessonDocument, { input: { lessonId: first } })).code).toBe("CONFLICT");
    expect(await progressOf(learner, id)).toMatchObject({ viewerEnrollment: null, progress: null });
    const enrolled = await Promise.all(Array.from({ length: 4 }, () => enroll(learner, id)));
    expect(new Set(enrolled.map((one) => one.id)).size).toBe(1);
    expect(enrolled[0]).toMatchObject({ completedAt: null, lastLesson: null, nextLesson: { id: first } });
    await completeLesson(learner, first);
    expect((await learner.request(UnenrollDocument, { input: { trackId: id } })).unenroll).toMatchObject({
      deletedId: enrolled[0]!.id,
      track: { viewerEnrollment: null },
    });
    expect((await learner.request(UnenrollDocument, { input: { trackId: id } })).unenroll!.deletedId).toBeNull();
    expect((await enroll(learner, id)).nextLesson).toEqual({ id: second });
    expect((await progressOf(learner, id)).progress).toMatchObject({ percent: 50, completedLessons: 1 });
    expect((await anonymous.request(TrackProgressDocument, { id })).track).toMatchObject({ viewerEnrollment: null, progress: null });
  });

  it("stays readable when the track is archived, for its account only", async () => {
    const [learner, other] = await Promise.all([createLearner(api), createLearner(api)]);
    const { id } = await publishedTrack(author, [1]);
    const enrolled = await enroll(learner, id);
    const { version } = (await author.request(TrackDocument, { id })).track!;
    await author.request(SetTrackStatusDocument, { input: { id, expectedVersion: version, status: "ARCHIVED" } });
    const list = (await learner.request(MyEnrollmentsDocument, {})).myEnrollments!.nodes;
    expect(list).toMatchObject([{ id: enrolled.id, track: { id, status: "ARCHIVED", progress: { percent: 0 } }, nextLesson: null }]);
    expect((await learner.request(NodeDocument, { id: enrolled.id })).node).toMatchObject({ id: enrolled.id });
    expect((await other.request(NodeDocument, { id: enrolled.id })).node).toBeNull();
    expect((await admin.request(NodeDocument, { id: enrolled.id })).node).toBeNull();
  });
});

describe("completion", () => {
  it("counts blocks, results and assignments, and equals a plain recount", async () => {
    const learner = await createLearner(api);
    const [solved, terse, assigned] = [await problem(), await problem("NOTHING"), await problem()];
    const quiz = await publishedQuiz(author, [{ questionId: (await question(author, (await bank(author)).id, single())).id }]);
    const { id } = await createTrack(author);
    const [one, two] = [await createModule(author, id), await createModule(author, id)];
    const blocks = [TEXT, TEXT, { problem: { problemId: solved } }, { quiz: { quizId: quiz.id } }];
    const mixed = (await createLesson(author, one.id, { blocks })).id;
    const onlyProblem = (await createLesson(author, one.id, { blocks: [{ problem: { problemId: terse } }] })).id;
    const text = (await createLesson(author, two.id, { blocks: [TEXT, TEXT, TEXT] })).id;
    const assignment = async (input: object) =>
      (await author.request(CreateAssignmentDocument, { input: { moduleId: two.id, title: "A", ...input } as never })).createAssignment!
        .assignment.id;
    await assignment({ kind: "PROBLEMS", problemIds: [assigned, solved] });
    const task = await assignment({ kind: "TASK", instructions: "Do it." });
    await publishTrack(author, id);
    await verdict(learner, assigned, "ACCEPTED");
    await enroll(learner, id);

    const [firstKey, secondKey, problemKey] = (await keysOf(mixed)) as [string, string, string];
    const complete = async (key: string) =>
      (await learner.request(CompleteBlockDocument, { input: { lessonId: mixed, key } })).completeBlock!.lesson.progress!;
    expect(await complete(firstKey)).toMatchObject({ percent: 25, completedBlocks: 1, totalBlocks: 4, completedBlockKeys: [firstKey] });
    expect(await complete(firstKey)).toMatchObject({ percent: 25 });
    for (const key of [problemKey, newId()])
      expect((await learner.errorOf(CompleteBlockDocument, { input: { lessonId: mixed, key } })).code).toBe("BAD_USER_INPUT");
    expect((await learner.errorOf(CompleteLessonDocument, { input: { lessonId: mixed } })).code).toBe("CONFLICT");
    expect(await complete(firstKey)).toMatchObject({ percent: 25 });
    await complete(secondKey);
    const attempt = await start(learner, quiz.id);
    await submit(learner, attempt.id, [choose(attempt, 1, "wrong")]);
    const submission = await verdict(learner, solved, "ACCEPTED");
    await verdict(learner, terse, "WRONG_ANSWER");
    expect((await progressOf(learner, id)).modules[0]!.lessons[1]!.progress!.percent).toBe(0);
    await verdict(learner, terse, "ACCEPTED");

    const now = await progressOf(learner, id);
    const all = now.modules.flatMap((module) => module.lessons);
    expect(all.map((lesson) => lesson.progress!.percent)).toEqual([100, 100, 0]);
    expect(all.map((lesson) => lesson.progress!.completedAt !== null)).toEqual([true, true, false]);
    // Recounted: (100 + 100 + 0 + 100 + 0) / 5, and (0 + 100 + 0) / 3 in the second module.
    expect(now.progress).toMatchObject({ percent: 60, completedLessons: 2, totalLessons: 3, completedAssignments: 1, totalAssignments: 2 });
    expect(now.modules.map(({ progress }) => progress!.percent)).toEqual([100, 33]);
    expect(now.modules[1]!.assignments.map(({ progress }) => progress)).toEqual([
      { percent: 100, completed: true },
      { percent: 0, completed: false },
    ]);
    const done = (await learner.request(CompleteAssignmentDocument, { input: { assignmentId: task } })).completeAssignment!.assignment;
    expect(done.progress).toEqual({ percent: 100, completed: true });
    await learner.request(ReopenAssignmentDocument, { input: { assignmentId: task } });

    // A repeated event changes nothing; a rejudge takes the block back, but not the lesson.
    await announce(installation, "problem-status.changed", { userId: keyOf(learner.userId), problemId: keyOf(solved), solved: true });
    await announceVerdict(installation, submission, { userId: learner.userId, problemId: solved, verdict: "WRONG_ANSWER" });
    const after = await progressOf(learner, id);
    expect(after.modules[0]!.lessons[0]!.progress).toMatchObject({ percent: 75, completedAt: all[0]!.progress!.completedAt });
    expect(after.modules[1]!.assignments[0]!.progress).toEqual({ percent: 50, completed: false });
    // (75 + 100 + 0 + 50 + 0) / 5
    expect(after.progress).toMatchObject({ percent: 45, completedLessons: 2, completedAssignments: 0 });
    expect(onlyProblem && text).toBeTruthy();
  });

  it("follows the published content, and keeps a completed lesson", async () => {
    const learner = await createLearner(api);
    const { id, modules } = await publishedTrack(author, [1]);
    const lessonId = modules[0]!.lessons[0]!;
    await enroll(learner, id);
    const { completedAt } = await completeLesson(learner, lessonId);
    const [key] = (await keysOf(lessonId)) as [string];
    await updateLesson(author, { id: lessonId, expectedRevision: 1, blocks: [{ ...TEXT, key }, TEXT, TEXT] });
    const lessonNow = async () => (await progressOf(learner, id)).modules[0]!.lessons[0]!.progress!;
    expect(await lessonNow()).toMatchObject({ percent: 100, totalBlocks: 1 });
    const publish = { id: lessonId, expectedRevision: 2, status: "PUBLISHED" as const };
    await author.request(SetLessonStatusDocument, { input: publish });
    expect(await lessonNow()).toMatchObject({ percent: 33, totalBlocks: 3, completedBlockKeys: [key], completedAt });
    expect((await progressOf(learner, id)).viewerEnrollment!.completedAt).not.toBeNull();
    const reopened = await learner.request(ReopenLessonDocument, { input: { lessonId } });
    expect(reopened.reopenLesson!.lesson.progress).toMatchObject({ percent: 0, completedAt: null });
    await completeLesson(learner, lessonId);
    const block = (await learner.request(ReopenBlockDocument, { input: { lessonId, key } })).reopenBlock!.lesson.progress;
    expect(block).toMatchObject({ percent: 66, completedAt: null });
  });
});

describe("resuming", () => {
  it("goes on where the learner was, respects prerequisites, and begins again for what was skipped", async () => {
    const learner = await createLearner(api);
    const { id, modules } = await publishedTrack(author, [3, 1]);
    const [a, b, c] = modules[0]!.lessons as [string, string, string];
    const d = modules[1]!.lessons[0]!;
    await author.request(SetLessonPrerequisitesDocument, { input: { lessonId: c, requiresIds: [a] } });
    expect((await enroll(learner, id)).nextLesson).toEqual({ id: a });
    const [key] = (await keysOf(b)) as [string];
    const viewed = (await record(learner, b, key)).enrollment!;
    expect(viewed).toMatchObject({ lastLesson: { id: b }, lastBlockKey: key, nextLesson: { id: b } });
    const next = async () => (await progressOf(learner, id)).viewerEnrollment!.nextLesson?.id ?? null;
    await completeLesson(learner, b);
    expect(await next()).toBe(d);
    await completeLesson(learner, d);
    expect(await next()).toBe(a);
    await completeLesson(learner, a);
    expect(await next()).toBe(c);
    await completeLesson(learner, c);
    expect(await next()).toBeNull();
    expect((await learner.errorOf(RecordActivityDocument, { input: { lessonId: a, blockKey: newId() } })).code).toBe("BAD_USER_INPUT");
  });
});

describe("time spent", () => {
  it("is measured by the server, capped, and shared by tabs", async () => {
    const learner = await createLearner(api);
    const { id, modules } = await publishedTrack(author, [2]);
    const [a, b] = modules[0]!.lessons as [string, string];
    await enroll(learner, id);
    const rewind = (seconds: number) =>
      installation.sql("update activity_clocks set last_at = now() - $2 * interval '1 second' where user_id = $1", [
        learner.userId,
        seconds,
      ]);
    const spent = async () => (await progressOf(learner, id)).progress!.timeSpentSeconds;
    await record(learner, a);
    expect(await spent()).toBeLessThan(1);
    await rewind(3600);
    // Two tabs meet: one of them gets the time, at most a minute.
    await Promise.all([record(learner, a), record(learner, b)]);
    expect(await spent()).toBeGreaterThanOrEqual(60);
    const before = await spent();
    await rewind(30);
    await record(learner, b);
    const after = await progressOf(learner, id);
    expect(after.progress!.timeSpentSeconds - before).toBeGreaterThanOrEqual(29);
    expect(after.progress!.timeSpentSeconds - before).toBeLessThanOrEqual(60);
    const lessons = after.modules[0]!.lessons.map((lesson) => lesson.progress!.timeSpentSeconds);
    expect(Math.abs(after.modules[0]!.progress!.timeSpentSeconds - lessons[0]! - lessons[1]!)).toBeLessThanOrEqual(1);
  });
});

describe("notes and bookmarks", () => {
  it("belong to one account", async () => {
    const [learner, other] = await Promise.all([createLearner(api), createLearner(api)]);
    const { id, modules } = await publishedTrack(author, [2]);
    const [a, b] = modules[0]!.lessons as [string, string];
    const [key] = (await keysOf(a)) as [string];
    const write = async (lessonId: string, text: string, blockKey?: string) =>
      (await learner.request(CreateLessonNoteDocument, { input: { lessonId, text, blockKey } })).createLessonNote!.note;
    const note = await write(a, "*Mine* <script>alert(1)</script>", key);
    await write(b, "Second");
    expect(note.text.html).toContain("<em>Mine</em>");
    expect(note.text.html).not.toContain("<script");
    const edit = { id: note.id, text: "Changed" };
    for (const who of [other, admin]) {
      expect((await who.errorOf(UpdateLessonNoteDocument, { input: edit })).code).toBe("NOT_FOUND");
      expect((await who.errorOf(DeleteLessonNoteDocument, { input: { id: note.id } })).code).toBe("NOT_FOUND");
      expect((await who.request(NodeDocument, { id: note.id })).node).toBeNull();
      expect((await who.request(MyLessonNotesDocument, { filter: { trackId: id } })).myLessonNotes!.nodes).toEqual([]);
    }
    await learner.request(UpdateLessonNoteDocument, { input: edit });
    const texts = async (filter: object) =>
      (await learner.request(MyLessonNotesDocument, { filter })).myLessonNotes!.nodes.map(({ text }) => text.source);
    expect(await texts({ trackId: id })).toEqual(["Second", "Changed"]);
    expect(await texts({ lessonId: a })).toEqual(["Changed"]);
    const bad = [
      { lessonId: a, text: "x".repeat(10_001) },
      { lessonId: a, text: " " },
      { lessonId: b, text: "x", blockKey: key },
    ];
    for (const input of bad) expect((await learner.errorOf(CreateLessonNoteDocument, { input })).code).toBe("BAD_USER_INPUT");
    await learner.request(DeleteLessonNoteDocument, { input: { id: note.id } });
    expect(await texts({ trackId: id })).toEqual(["Second"]);

    const add = async () => (await learner.request(AddLessonBookmarkDocument, { input: { lessonId: a } })).addLessonBookmark!;
    const added = await add();
    expect(await add()).toEqual(added);
    expect(added.lesson.viewerHasBookmarked).toBe(true);
    const listed = async (who: Client) => (await who.request(MyLessonBookmarksDocument, { trackId: id })).myLessonBookmarks!.nodes;
    expect(await listed(learner)).toMatchObject([{ lesson: { id: a } }]);
    expect(await listed(other)).toEqual([]);
    const removed = (await learner.request(RemoveLessonBookmarkDocument, { input: { lessonId: a } })).removeLessonBookmark;
    expect(removed).toMatchObject({ deletedId: added.bookmark.id, lesson: { viewerHasBookmarked: false } });
  });
});

describe("progressChanged", () => {
  it("sends the present state, then each change, until the learner leaves the track", async () => {
    const learner = await createLearner(api);
    const { id, modules } = await publishedTrack(author, [2]);
    expect((await learner.errorOf(UnenrollDocument, { input: { trackId: "x" } })).code).toBe("BAD_USER_INPUT");
    await enroll(learner, id);
    const events = learner.subscribe(ProgressChangedDocument, { trackId: id });
    const next = async () => (await events.next()).value?.progressChanged;
    expect(await next()).toMatchObject({ completedAt: null, track: { progress: { percent: 0 } } });
    await completeLesson(learner, modules[0]!.lessons[0]!);
    expect(await next()).toMatchObject({ track: { progress: { percent: 50, completedLessons: 1 } } });
    // Changes nothing, so it is no event.
    await completeLesson(learner, modules[0]!.lessons[0]!);
    await completeLesson(learner, modules[0]!.lessons[1]!);
    expect(await next()).toMatchObject({ completedAt: expect.any(String), track: { progress: { percent: 100 } } });
    await learner.request(UnenrollDocument, { input: { trackId: id } });
    expect((await events.next()).done).toBe(true);
    const other = await createLearner(api);
    await expect(other.subscribe(ProgressChangedDocument, { trackId: id }).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await other.close();
  });
});

describe("a dashboard of 20 enrolments", () => {
  it("needs at most 12 statements, as many as for 5", async () => {
    const learner = await createLearner(api);
    for (let at = 0; at < 20; at++) await enroll(learner, (await publishedTrack(author, [1])).id);
    const read = (first: number) => () => learner.request(MyEnrollmentsDocument, { first, filter: { status: "ACTIVE" } });
    const of20 = await statementsOf(api, read(20));
    expect(of20).toBe(await statementsOf(api, read(5)));
    expect(of20).toBeLessThanOrEqual(12);
    const first = (await learner.request(MyEnrollmentsDocument, { first: 15 })).myEnrollments!;
    const rest = (await learner.request(MyEnrollmentsDocument, { first: 15, after: first.pageInfo.endCursor })).myEnrollments!;
    expect(new Set([...first.nodes, ...rest.nodes].map(({ id }) => id)).size).toBe(20);
    expect((await learner.request(MyEnrollmentsDocument, { filter: { status: "COMPLETED" } })).myEnrollments!.nodes).toEqual([]);
  });
});

describe("a certificate", () => {
  it("is issued once, however many completions meet, and notified", async () => {
    const learner = await createLearner(api);
    const { id, modules } = await publishedTrack(author, [2]);
    await enroll(learner, id);
    const lessons = modules[0]!.lessons;
    await Promise.all(Array.from({ length: 20 }, (_, at) => completeLesson(learner, lessons[at % 2]!)));
    await handled(installation);
    const [certificate, ...more] = await certificatesOf(learner);
    expect(more).toEqual([]);
    expect(certificate).toMatchObject({ track: { id }, revokedAt: null, learnerName: learner.username });
    expect((await progressOf(learner, id)).viewerEnrollment!.certificate).toMatchObject({ id: certificate!.id });
    const told = () =>
      installation.sql<{ kind: string }>("select kind from notifications where user_id = $1 and kind = 'certificate'", [learner.userId]);
    expect(await eventually(told, (found) => found.length > 0)).toHaveLength(1);
    // Completing the track again after enrolling anew finds it.
    await learner.request(UnenrollDocument, { input: { trackId: id } });
    await enroll(learner, id);
    await handled(installation);
    expect(await certificatesOf(learner)).toHaveLength(1);
  });

  it("has a public page that shows the names as they were, escaped", async () => {
    const { learner, certificate } = await graduate("Zoë <b>& Co", 'Δelta "Ж" <i>');
    await installation.sql("update users set display_name = 'New' where id = $1", [learner.userId]);
    const checked = (await anonymous.request(CertificateDocument, { code: certificate.code.toLowerCase().replaceAll("-", "") }))
      .certificate!;
    expect(checked).toMatchObject({ learnerName: "Zoë <b>& Co", revokedAt: null, revocationReason: null });
    const page = await fetch(certificate.url.replace(/^https?:\/\/[^/]+/, new URL(api.url).origin));
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("Zoë &lt;b&gt;&amp; Co");
    expect(html).toContain("Δelta &quot;Ж&quot; &lt;i&gt;");
    expect(html).toContain("This certificate is valid.");
    expect(html).not.toContain("<script");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.headers.get("cache-control")).toBe("public, max-age=60");
    expect(page.headers.get("x-robots-tag")).toBe("noindex");
    const missing = await fetch(`${new URL(api.url).origin}/certificates/00000-00000-00000-00000`);
    expect([missing.status, missing.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect((await anonymous.errorOf(CertificateDocument, { code: "nonsense" })).code).toBe("NOT_FOUND");
    expect((await anonymous.request(NodeDocument, { id: certificate.id })).node).toBeNull();
  });

  it("is a PDF behind a link of its own, for its learner", async () => {
    const { learner, certificate } = await graduate();
    const other = await createLearner(api);
    const input = { id: certificate.id };
    expect((await other.errorOf(DownloadCertificateDocument, { input })).code).toBe("NOT_FOUND");
    const links = await Promise.all([0, 1].map(() => learner.request(DownloadCertificateDocument, { input })));
    const file = await fetch(links[0]!.downloadCertificate!.url);
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });

  it("can be revoked by staff, and then says so", async () => {
    const { learner, certificate } = await graduate();
    const input = { code: certificate.code, reason: "Someone else took the quizzes." };
    expect((await learner.errorOf(RevokeCertificateDocument, { input })).code).toBe("FORBIDDEN");
    const { revokedAt } = (await admin.request(RevokeCertificateDocument, { input })).revokeCertificate!.certificate;
    expect(revokedAt).not.toBeNull();
    const again = await admin.request(RevokeCertificateDocument, { input: { ...input, reason: "Again" } });
    expect(again.revokeCertificate!.certificate).toMatchObject({ revokedAt, revocationReason: input.reason });
    expect((await anonymous.request(CertificateDocument, { code: certificate.code })).certificate).toMatchObject({
      revokedAt,
      revocationReason: null,
    });
    expect((await certificatesOf(learner))[0]).toMatchObject({ revocationReason: input.reason });
    expect((await learner.errorOf(DownloadCertificateDocument, { input: { id: certificate.id } })).code).toBe("CONFLICT");
    const page = await fetch(`${new URL(api.url).origin}/certificates/${certificate.code}`, { headers: { "accept-language": "de-AT,en" } });
    expect(await page.text()).toContain("widerrufen");
    const audited = await installation.sql("select from audit_entries where action = 'certificate.revoked' and subject_id = $1", [
      keyOf(certificate.id),
    ]);
    expect(audited).toHaveLength(1);
  });
});

describe("a preview", () => {
  it("shows editors an unpublished track as learners would see it", async () => {
    const { id } = await createTrack(author);
    const module = await createModule(author, id);
    const lesson = await createLesson(author, module.id);
    const preview = (await author.request(PreviewTrackDocument, { id })).track!.preview!;
    expect(preview.modules).toMatchObject([
      { module: { id: module.id }, lessons: [{ id: lesson.id, preview: { blocks: [{ kind: "MARKDOWN" }] } }] },
    ]);
    await publishTrack(author, id);
    expect((await anonymous.request(PreviewTrackDocument, { id })).track!.preview).toBeNull();
  });
});

describe("as data of its owner", () => {
  it("is in the archive, and goes with the account", async () => {
    const { learner, track } = await graduate();
    const lessonId = track.modules[0]!.lessons[0]!;
    await record(learner, lessonId);
    await learner.request(CreateLessonNoteDocument, { input: { lessonId, text: "Note" } });
    await learner.request(AddLessonBookmarkDocument, { input: { lessonId } });
    const held = [progressPersonalData, certificatesPersonalData];
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      const em = db.em.fork();
      const userId = keyOf(learner.userId);
      const reader = { ownerId: userId, rows: (sql: string, params: readonly unknown[]) => rows(em, sql, params) } as ExportReader;
      const found: Record<string, object[]> = {};
      const parts = held.flatMap(({ exports }) => exports as ObjectsPart[]);
      for (const part of parts) for await (const one of part.objects(reader)) (found[part.name] ??= []).push(one);
      expect(found).toMatchObject({
        enrollments: [{ trackId: keyOf(track.id) }],
        "lesson-progress": [{ lessonId: keyOf(lessonId) }],
        "block-completions": [{ lessonId: keyOf(lessonId), blocks: [{ key: expect.any(String) }] }],
        "lesson-notes": [{ text: "Note" }],
        "lesson-bookmarks": [{ lessonId: keyOf(lessonId) }],
        certificates: [{ learnerName: "Ada Lovelace" }],
      });
      const removed: string[] = [];
      const storage = { remove: async (key: string) => void removed.push(key) };
      for (const erasure of held.flatMap(({ erasures }) => erasures!)) await erasure.step(em, userId, storage as never);
      expect(removed).toEqual([expect.stringMatching(/^certificates\//)]);
      const left = await rows<{ count: number }>(
        em,
        `select ${[
          "enrollments",
          "lesson_progress",
          "block_completions",
          "activity_clocks",
          "lesson_notes",
          "lesson_bookmarks",
          "certificates",
        ]
          .map((table) => `(select count(*) from ${table} where user_id = ?)`)
          .join(" + ")} as count`,
        Array.from({ length: 7 }, () => userId),
      );
      expect(Number(left[0]!.count)).toBe(0);
    } finally {
      await db.close();
    }
  });
});
