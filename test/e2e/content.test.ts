/** Subjects, tracks, modules and lessons: writing, publishing, reading, and what learners see of them. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { newId } from "../../src/kernel/ids.js";
import { draft, published } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
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
import {
  AddMaterialDocument,
  AddTrackCoAuthorDocument,
  AddTrackFileDocument,
  CreateAssignmentDocument,
  CreateLessonDocument,
  CreateSubjectDocument,
  DeleteAssignmentDocument,
  DeleteLessonDocument,
  DeleteSubjectDocument,
  DeleteTrackDocument,
  DeleteTrackModuleDocument,
  LessonDocument,
  LessonHistoryDocument,
  LessonHtmlDocument,
  EmbeddedInLessonDocument,
  LessonPreviewDocument,
  ProblemAndQuizDocument,
  LessonRowDocument,
  MoveAssignmentDocument,
  MoveLessonDocument,
  MoveMaterialDocument,
  MoveTrackModuleDocument,
  RemoveMaterialDocument,
  RemoveTrackCoAuthorDocument,
  RestoreLessonRevisionDocument,
  SetLessonPrerequisitesDocument,
  SetLessonStatusDocument,
  SetTrackPrerequisitesDocument,
  SetTrackStatusDocument,
  SubjectsDocument,
  TrackDocument,
  TracksDocument,
  UpdateAssignmentDocument,
  UpdateMaterialDocument,
  UpdateSubjectDocument,
  UpdateTrackDocument,
  UpdateTrackModuleDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { storageOf } from "../support/objects.js";
import { bank, publishedQuiz, question, quizDraft, truth } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Client & { userId: string; username: string };

let installation: Installation;
let api: Api;
let author: Person;
let other: Person;
let admin: Person;
let learner: Person;
let anonymous: Client;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  author = await createInstructor(installation, api);
  other = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  learner = await createLearner(api);
  anonymous = clientOf(api);
});

afterAll(() => installation?.stop());

const track = async (who: Client, id: string, more: object = {}) => (await who.request(TrackDocument, { id, ...more })).track!;
const lessonsOf = async (who: Client, id: string, more: object = {}) =>
  (await track(who, id, more)).modules.flatMap(({ lessons }) => lessons.map((lesson) => lesson.id));

describe("subjects", () => {
  it("are made by admins, and list their published tracks", async () => {
    const slug = `python-${randomUUID().slice(0, 8)}`;
    const input = { slug, name: "Python", icon: "code", language: "python", description: "A *language*." };
    expect((await author.errorOf(CreateSubjectDocument, { input })).code).toBe("FORBIDDEN");
    await admin.request(CreateSubjectDocument, { input });
    expect((await admin.errorOf(CreateSubjectDocument, { input })).code).toBe("CONFLICT");
    const { id } = await publishedTrack(author, [1], { subject: slug });
    await createTrack(author, { subject: slug });
    const found = (await anonymous.request(SubjectsDocument)).subjects!.find((one) => one.slug === slug)!;
    expect(found).toMatchObject({ trackCount: 1, language: { slug: "python" }, tracks: { totalCount: 1 } });
    const listed = (await anonymous.request(TracksDocument, { filter: { subjects: [slug] } })).tracks!;
    expect(listed.nodes.map((one) => one.id)).toEqual([id]);
    const renamed = { id: found.id, name: "Python 3" };
    expect((await author.errorOf(UpdateSubjectDocument, { input: renamed })).code).toBe("FORBIDDEN");
    expect((await admin.request(UpdateSubjectDocument, { input: renamed })).updateSubject!.subject).toMatchObject({
      slug,
      name: "Python 3",
    });
    expect((await author.errorOf(DeleteSubjectDocument, { input: { id: found.id } })).code).toBe("FORBIDDEN");
    const { createSubject } = await admin.request(CreateSubjectDocument, { input: { ...input, slug: `${slug}-2`, language: undefined } });
    await admin.request(DeleteSubjectDocument, { input: { id: createSubject!.subject.id } });
    expect((await anonymous.request(SubjectsDocument)).subjects!.map((one) => one.slug)).not.toContain(`${slug}-2`);
  });
});

describe("a track", () => {
  it("is hidden like a missing one until it is published", async () => {
    const { id } = await createTrack(author);
    const module = await createModule(author, id);
    const lesson = await createLesson(author, module.id);
    const missing = await learner.errorOf(TrackDocument, { id: newId() });
    for (const who of [learner, other, anonymous]) expect(await who.errorOf(TrackDocument, { id })).toMatchObject(pick(missing));
    expect((await learner.errorOf(LessonDocument, { id: lesson.id })).code).toBe("NOT_FOUND");
    expect((await track(admin, id)).id).toBe(id);
    await publishTrack(author, id);
    expect((await track(anonymous, id)).modules[0]!.lessons).toHaveLength(1);
    expect((await readLesson(anonymous, lesson.id)).content.blocks[0]!.markdown!.html).toBe("<p>Hello <em>world</em></p>");
  });

  it("goes through review, and back to no draft once it was published", async () => {
    const { id } = await createTrack(author);
    const set = (status: string, expectedVersion: number, more = {}) => ({
      input: { id, expectedVersion, status: status as never, ...more },
    });
    const module = await createModule(author, id);
    await author.request(SetTrackStatusDocument, set("REVIEW", 1));
    expect(fieldsIn(await author.errorOf(SetTrackStatusDocument, set("DRAFT", 1)))).toMatchObject([{ code: "OUTDATED" }]);
    expect((await author.errorOf(SetTrackStatusDocument, set("PUBLISHED", 2))).message).toContain("published lesson");
    const { id: lessonId } = await createLesson(author, module.id, { blocks: [] });
    expect((await author.errorOf(SetTrackStatusDocument, set("PUBLISHED", 2, { publishLessons: true }))).message).toContain("no blocks");
    await updateLesson(author, { id: lessonId, expectedRevision: 1, blocks: [TEXT] });
    await author.request(SetTrackStatusDocument, set("PUBLISHED", 2, { publishLessons: true }));
    expect((await author.errorOf(DeleteTrackDocument, { input: { id } })).code).toBe("CONFLICT");
    await author.request(SetTrackStatusDocument, set("ARCHIVED", 3));
    expect((await learner.errorOf(TrackDocument, { id })).code).toBe("NOT_FOUND");
    expect((await author.errorOf(SetTrackStatusDocument, set("DRAFT", 4))).code).toBe("CONFLICT");
  });

  it("is edited by its authors alone, and by one at a time", async () => {
    const { id } = await publishedTrack(author, [1]);
    const change = (expectedVersion: number) => ({ input: { id, expectedVersion, title: "New" } });
    expect((await other.errorOf(UpdateTrackDocument, change(2))).code).toBe("FORBIDDEN");
    expect((await learner.errorOf(UpdateTrackDocument, change(2))).code).toBe("FORBIDDEN");
    await author.request(AddTrackCoAuthorDocument, { input: { trackId: id, username: other.username } });
    const attempts = await Promise.allSettled([author, other].map((who) => who.request(UpdateTrackDocument, change(2))));
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await author.request(RemoveTrackCoAuthorDocument, { input: { trackId: id, username: other.username } });
    expect((await other.errorOf(UpdateTrackDocument, change(3))).code).toBe("FORBIDDEN");
  });
});

describe("translations", () => {
  it("fall back from region to language to the track's own, and say what was served", async () => {
    const { id, modules } = await publishedTrack(author, [1], { title: "Loops", summary: "About loops." });
    const [module] = modules;
    const version = (await track(author, id)).version;
    await author.request(UpdateTrackDocument, { input: { id, expectedVersion: version, locale: "de", title: "Schleifen" } });
    await author.request(UpdateTrackModuleDocument, { input: { id: module!.id, expectedVersion: 1, locale: "de", title: "Modul" } });
    expect((await track(learner, id, { locale: "de-AT" })).text).toMatchObject({ locale: "de", title: "Schleifen", summary: "" });
    expect((await track(learner, id, { locale: "de" })).modules[0]!.text).toMatchObject({ locale: "de", title: "Modul" });
    expect((await track(learner, id, { locale: "fr" })).text).toMatchObject({ locale: "en", title: "Loops", summary: "About loops." });

    const lessonId = module!.lessons[0]!;
    const [block] = (await readLesson(author, lessonId)).content.blocks;
    const blocks = [{ key: block!.key, markdown: "Hallo" }];
    const input = { id: lessonId, expectedRevision: 1, locale: "de", title: "Lektion", blocks };
    const updated = await updateLesson(author, input);
    // Learners read the translation after it is published.
    expect(updated).toMatchObject({
      locales: ["en"],
      revisionNumber: 1,
      latestRevision: { number: 2, live: false, changed: ["translations"] },
    });
    expect((await readLesson(learner, lessonId, "de")).content.locale).toBe("en");
    await author.request(SetLessonStatusDocument, { input: { id: lessonId, expectedRevision: 2, status: "PUBLISHED" } });
    const german = (await readLesson(learner, lessonId, "de-CH")).content;
    expect(german).toMatchObject({ locale: "de", title: "Lektion", revisionNumber: 2 });
    expect(german.blocks).toMatchObject([{ key: block!.key, markdown: { source: "Hallo" } }]);
    const refused = await author.errorOf(UpdateTrackDocument, {
      input: { id, expectedVersion: version + 1, locale: "german", title: "x" },
    });
    expect(fieldsIn(refused)).toMatchObject([{ field: "input.locale", code: "INVALID_FORMAT" }]);
  });
});

describe("a lesson", () => {
  it("keeps its published revision while authors edit, and restores old ones", async () => {
    const { modules } = await publishedTrack(author, [1]);
    const id = modules[0]!.lessons[0]!;
    const [first] = (await readLesson(author, id)).content.blocks;
    const blocks = [{ markdown: "New first" }, { key: first!.key, markdown: "Changed" }];
    await updateLesson(author, { id, expectedRevision: 1, title: "Second", blocks, note: "Better." });
    expect((await author.errorOf(RestoreLessonRevisionDocument, { input: { lessonId: id, number: 1, expectedRevision: 1 } })).code).toBe(
      "CONFLICT",
    );
    expect((await readLesson(learner, id)).content).toMatchObject({ revisionNumber: 1, blocks: [{ key: first!.key }] });
    const preview = (await author.request(LessonPreviewDocument, { id })).lesson!.preview!;
    expect(preview).toMatchObject({ title: "Second", revisionNumber: 2 });
    expect((await learner.request(LessonPreviewDocument, { id })).lesson!.preview).toBeNull();
    const { revisions, latestRevision } = (await author.request(LessonHistoryDocument, { id })).lesson!;
    expect(revisions!.nodes).toMatchObject([
      { number: 2, live: false, changed: ["title", "blocks"], note: "Better.", author: { username: author.username } },
      { number: 1, live: true },
    ]);
    expect(latestRevision!.diff!.blocks.map(({ kind }) => kind)).toEqual(["ADDED", "CHANGED"]);
    await author.request(SetLessonStatusDocument, { input: { id, expectedRevision: 2, status: "PUBLISHED" } });
    expect((await readLesson(learner, id)).content.blocks).toHaveLength(2);
    await author.request(RestoreLessonRevisionDocument, { input: { lessonId: id, number: 1, expectedRevision: 2 } });
    await author.request(SetLessonStatusDocument, { input: { id, expectedRevision: 3, status: "PUBLISHED" } });
    expect((await readLesson(learner, id)).content).toMatchObject({ revisionNumber: 3, blocks: [{ key: first!.key }] });
    expect((await author.errorOf(DeleteLessonDocument, { input: { id } })).code).toBe("CONFLICT");
  });

  it("has blocks of every kind", async () => {
    const { id: trackId } = await createTrack(author);
    const module = await createModule(author, trackId);
    const fileId = (
      await author.request(AddTrackFileDocument, { input: { trackId, fileId: await uploaded(author, "notes.txt", "text/plain") } })
    ).addTrackFile!.file.id;
    const imageId = (
      await author.request(AddTrackFileDocument, { input: { trackId, fileId: await uploaded(author, "a.webp", "image/webp") } })
    ).addTrackFile!.file.id;
    const problem = await published(author);
    const hidden = await draft(author);
    const { id: bankId } = await bank(author);
    const items = [{ questionId: (await question(author, bankId, truth())).id }];
    const quiz = await publishedQuiz(author, items);
    const quizInDraft = await quizDraft(author, items);
    const blocks = [
      { markdown: "$x^2$ and <script>alert(1)</script>" },
      { code: { syntax: "python", source: "print(1)", runnable: true } },
      { image: { fileId: imageId, alt: "A picture" } },
      { file: { fileId } },
      { video: { url: "https://youtu.be/dQw4w9WgXcQ" } },
      { problem: { problemId: problem.id } },
      { problem: { problemId: hidden.id } },
      { quiz: { quizId: quiz.id } },
      { quiz: { quizId: quizInDraft.id } },
    ];
    const lesson = await createLesson(author, module.id, { blocks });
    await publishTrack(author, trackId);
    const shown = (await readLesson(learner, lesson.id)).content.blocks;
    expect(shown.map(({ kind }) => kind)).toEqual(["MARKDOWN", "CODE", "IMAGE", "FILE", "VIDEO", "PROBLEM", "QUIZ"]);
    expect(shown[0]!.markdown!.html).not.toContain("script>");
    expect(shown[1]!.code).toMatchObject({ syntax: "python", runnable: true, language: { slug: "python" } });
    expect(await (await fetch(String(shown[3]!.file!.file!.renditions[0]!.url))).text()).toBe("content of notes.txt");
    expect(shown[4]!.video).toMatchObject({ provider: "YOUTUBE", embedUrl: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" });
    expect(shown[5]!.problem!.problem).toEqual({ id: problem.id });
    expect(shown[6]!.quiz!.quiz).toEqual({ id: quiz.id });
    // Its editors see the blocks of drafts, but not in the preview.
    expect((await readLesson(author, lesson.id)).content.blocks).toHaveLength(9);
    expect((await author.request(LessonPreviewDocument, { id: lesson.id })).lesson!.preview!.blocks).toHaveLength(7);
  });

  it("embeds problems and quizzes with all their fields, as they are read alone", async () => {
    const { id: trackId } = await createTrack(author);
    const { id: moduleId } = await createModule(author, trackId);
    const problem = await published(author);
    const { id: bankId } = await bank(author);
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const quiz = await publishedQuiz(author, [{ questionId: (await question(author, bankId, truth())).id }], {
      ...{ opensAt: at(-1000), dueAt: at(3_600_000), timeLimitMs: 60_000 },
    });
    const blocks = [{ problem: { problemId: problem.id } }, { quiz: { quizId: quiz.id } }];
    const { id } = await createLesson(author, moduleId, { blocks });
    await publishTrack(author, trackId);
    for (const reader of [author, learner, clientOf(api)]) {
      const [first, second] = (await reader.request(EmbeddedInLessonDocument, { id })).lesson!.content.blocks;
      const { nodes } = await reader.request(ProblemAndQuizDocument, { ids: [problem.id, quiz.id] });
      expect([first!.problem!.problem, second!.quiz!.quiz]).toEqual(nodes);
      expect(nodes.map((node) => node?.id)).toEqual([problem.id, quiz.id]);
    }
  });

  it("refuses blocks that are wrong, all at once", async () => {
    const { id: trackId } = await createTrack(other);
    const module = await createModule(other, trackId);
    const blocks = [{ markdown: "a", code: { syntax: "python", source: "x" } }, {}, { video: { url: "https://evil.example/watch" } }];
    const refused = await other.errorOf(CreateLessonDocument, { input: { moduleId: module.id, title: "x", blocks } });
    expect(fieldsIn(refused).map(({ field }) => field)).toEqual(["input.blocks.0", "input.blocks.1", "input.blocks.2.video.url"]);
    const key = newId();
    const unknown = [
      { problem: { problemId: (await draft(author)).id } },
      { image: { fileId: newId(), alt: "" } },
      { quiz: { quizId: newId() } },
    ];
    const twice = [
      { key, markdown: "a" },
      { key, markdown: "b" },
    ];
    for (const [given, fields] of [
      [unknown, ["input.blocks.0.problem.problemId", "input.blocks.1.image.fileId", "input.blocks.2.quiz.quizId"]],
      [twice, ["input.blocks.1.key"]],
    ] as const) {
      const found = await other.errorOf(CreateLessonDocument, { input: { moduleId: module.id, title: "x", blocks: given as never } });
      expect(fieldsIn(found).map(({ field }) => field)).toEqual(fields);
    }
  });

  it("knows its neighbours across modules, as far as the viewer may see them", async () => {
    const { modules } = await publishedTrack(author, [2, 1]);
    const [one, two, three] = modules.flatMap(({ lessons }) => lessons);
    const added = await createLesson(author, modules[0]!.id);
    expect(await readLesson(learner, two!)).toMatchObject({ previous: { id: one }, next: { id: three } });
    expect(await readLesson(author, two!)).toMatchObject({ next: { id: added.id } });
    expect(await readLesson(learner, three!)).toMatchObject({ next: null });
  });
});

describe("ordering", () => {
  it("keeps all of 20 moves that two authors make at the same time", async () => {
    const { id, modules } = await publishedTrack(author, [22]);
    await author.request(AddTrackCoAuthorDocument, { input: { trackId: id, username: other.username } });
    const [first, ...others] = modules[0]!.lessons as [string, ...string[]];
    const moved = others.slice(0, 20);
    const last = others[20]!;
    await Promise.all(
      moved.map((lessonId, at) => (at % 2 === 0 ? author : other).request(MoveLessonDocument, { input: { id: lessonId, afterId: last } })),
    );
    const order = await lessonsOf(learner, id);
    expect(order.slice(0, 2)).toEqual([first, last]);
    expect(order.slice(2).sort()).toEqual([...moved].sort());
    expect(new Set(order).size).toBe(22);
  });

  it("moves lessons between modules, and modules", async () => {
    const { id, modules } = await publishedTrack(author, [1, 1]);
    const [a, b] = modules as [(typeof modules)[0], (typeof modules)[0]];
    await author.request(MoveLessonDocument, { input: { id: a.lessons[0]!, moduleId: b.id, afterId: b.lessons[0]! } });
    expect(await lessonsOf(learner, id)).toEqual([b.lessons[0], a.lessons[0]]);
    await author.request(MoveTrackModuleDocument, { input: { id: b.id } });
    expect((await track(learner, id)).modules.map((module) => module.id)).toEqual([b.id, a.id]);
    const foreign = await publishedTrack(author, [1]);
    const input = { id: a.lessons[0]!, moduleId: foreign.modules[0]!.id };
    expect(fieldsIn(await author.errorOf(MoveLessonDocument, { input }))).toMatchObject([{ field: "input.moduleId" }]);
    expect((await other.errorOf(MoveLessonDocument, { input: { id: a.lessons[0]! } })).code).toBe("FORBIDDEN");
  });
});

describe("prerequisites", () => {
  it("of lessons form no cycle", async () => {
    const { id, modules } = await publishedTrack(author, [3]);
    const [a, b, c] = modules[0]!.lessons as [string, string, string];
    const set = (lessonId: string, requiresIds: string[]) => ({ input: { lessonId, requiresIds } });
    await author.request(SetLessonPrerequisitesDocument, set(b, [a]));
    await author.request(SetLessonPrerequisitesDocument, set(c, [a, b]));
    expect(fieldsIn(await author.errorOf(SetLessonPrerequisitesDocument, set(a, [c])))).toMatchObject([{ field: "input.requiresIds.0" }]);
    expect((await author.errorOf(SetLessonPrerequisitesDocument, set(a, [a]))).code).toBe("BAD_USER_INPUT");
    expect((await track(learner, id)).modules[0]!.lessons.map(({ prerequisites }) => prerequisites.length)).toEqual([0, 1, 2]);
  });

  it("of tracks form no cycle, even if two changes meet", async () => {
    const [a, b] = await Promise.all([publishedTrack(author, [1]), publishedTrack(author, [1])]);
    const set = (trackId: string, requires: string) =>
      author.request(SetTrackPrerequisitesDocument, { input: { trackId, requiresIds: [requires] } });
    const attempts = await Promise.allSettled([set(a.id, b.id), set(b.id, a.id)]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("materials and assignments", () => {
  it("stand in modules, in order, for learners", async () => {
    const { id, modules } = await publishedTrack(author, [1]);
    const moduleId = modules[0]!.id;
    const link = { moduleId, kind: "LINK" as const, title: "Docs", url: "https://docs.python.org/3/" };
    await author.request(AddMaterialDocument, { input: link });
    for (const wrong of [{ url: "http://a.example" }, { url: "javascript:alert(1)" }, { kind: "FILE" as const }]) {
      expect((await author.errorOf(AddMaterialDocument, { input: { ...link, ...wrong } })).code).toBe("BAD_USER_INPUT");
    }
    const fileId = (
      await author.request(AddTrackFileDocument, { input: { trackId: id, fileId: await uploaded(author, "slides.txt", "text/plain") } })
    ).addTrackFile!.file.id;
    await author.request(AddMaterialDocument, { input: { moduleId, kind: "SLIDES", title: "Slides", fileId } });
    const problem = await published(author);
    const hidden = await draft(author);
    const made = await author.request(CreateAssignmentDocument, {
      input: { moduleId, kind: "PROBLEMS", title: "Practice", problemIds: [problem.id, hidden.id] },
    });
    expect(fieldsIn(await author.errorOf(CreateAssignmentDocument, { input: { moduleId, kind: "TASK", title: "Empty" } }))).toMatchObject([
      { field: "input.instructions", code: "REQUIRED" },
    ]);
    const shown = (await track(learner, id)).modules[0]!;
    expect(shown.materials).toMatchObject([
      { kind: "LINK", url: link.url },
      { kind: "SLIDES", file: { fileName: "slides.txt" } },
    ]);
    expect(shown.assignments).toMatchObject([{ kind: "PROBLEMS", problems: [{ id: problem.id }] }]);
    const { id: assignmentId, version } = made.createAssignment!.assignment;
    const input = { id: assignmentId, expectedVersion: version, locale: "de", title: "Übung", instructions: "Löse alle." };
    await author.request(UpdateAssignmentDocument, { input });
    expect((await author.errorOf(UpdateAssignmentDocument, { input })).code).toBe("CONFLICT");
    expect((await track(learner, id, { locale: "de" })).modules[0]!.assignments[0]!.text.instructions.source).toBe("Löse alle.");

    const { createAssignment: second } = await author.request(CreateAssignmentDocument, {
      input: { moduleId, kind: "TASK", title: "Read", instructions: "All of it." },
    });
    const inOrder = async () => {
      const { materials, assignments } = (await track(author, id)).modules[0]!;
      return [materials.map(({ title }) => title), assignments.map((one) => one.text.title)];
    };
    await author.request(MoveAssignmentDocument, { input: { id: second!.assignment.id, afterId: null } });
    const [docs] = (await track(author, id)).modules[0]!.materials;
    await author.request(MoveMaterialDocument, {
      input: { id: docs!.id, afterId: (await track(author, id)).modules[0]!.materials[1]!.id },
    });
    expect(await inOrder()).toEqual([
      ["Slides", "Docs"],
      ["Read", "Practice"],
    ]);
    const [row] = await installation.sql<{ version: number }>("select version from materials where id = $1", [docs!.id]);
    const renamed = { id: docs!.id, expectedVersion: row!.version, title: "Manual", description: "The *manual*." };
    expect((await author.request(UpdateMaterialDocument, { input: renamed })).updateMaterial!.material).toMatchObject({
      ...{ title: "Manual", descriptionMarkdown: { html: "<p>The <em>manual</em>.</p>" } },
    });
    expect((await author.errorOf(UpdateMaterialDocument, { input: renamed })).code).toBe("CONFLICT");
    await author.request(RemoveMaterialDocument, { input: { id: docs!.id } });
    await author.request(DeleteAssignmentDocument, { input: { id: second!.assignment.id } });
    expect(await inOrder()).toEqual([["Slides"], ["Practice"]]);
    const { id: empty } = await createModule(author, id, "Empty");
    await author.request(DeleteTrackModuleDocument, { input: { id: empty } });
    expect((await track(author, id)).modules.map((one) => one.id)).toEqual([moduleId]);
  });
});

describe("costs", () => {
  it("do not grow with tracks, modules and lessons", async () => {
    await publishedTrack(author, [1]);
    const list = (first: number) => statementsOf(api, () => learner.request(TracksDocument, { first }));
    await list(1);
    const one = await list(1);
    await publishedTrack(author, [2, 3]);
    expect(await list(20)).toBe(one);
    const { id } = await publishedTrack(author, [3, 2, 1]);
    const { id: small } = await publishedTrack(author, [1]);
    const read = (trackId: string) => statementsOf(api, () => track(learner, trackId));
    await read(small);
    expect(await read(id)).toBe(await read(small));
  });

  it("of a lesson with 30 texts are those of its row", async () => {
    const { id: trackId } = await createTrack(author);
    const module = await createModule(author, trackId);
    const blocks = Array.from({ length: 30 }, (_, n) => ({ markdown: `## Part ${n}\n\nSome *text* with \`code\` and $x_${n}$.` }));
    const { id } = await createLesson(author, module.id, { blocks });
    await publishTrack(author, trackId);
    await learner.request(LessonHtmlDocument, { id });
    const row = await statementsOf(api, () => learner.request(LessonRowDocument, { id }));
    expect(await statementsOf(api, () => learner.request(LessonHtmlDocument, { id }))).toBe(row);
    expect(row).toBeLessThanOrEqual(2);
  });
});

interface Refused {
  extensions: Record<string, unknown>;
}

const fieldsIn = ({ extensions }: Refused) => extensions.fields as { field: string; code: string }[];

const pick = ({ code, message }: { code: string; message: string }) => ({ code, message });

/** An upload as the worker leaves it; its global id is not needed. */
async function uploaded(owner: Person, fileName: string, contentType: string): Promise<string> {
  const storage = storageOf(installation);
  const id = newId();
  const content = Buffer.from(`content of ${fileName}`);
  const rendition = { key: `files/${id}`, contentType, sizeBytes: content.length, width: null, height: null };
  await storage.put(rendition.key, content, contentType);
  storage.close();
  await installation.sql(
    `insert into files (id, owner_id, purpose, status, file_name, content_type, size_bytes, renditions)
     values ($1, $2, 'ATTACHMENT', 'READY', $3, $4, $5, $6::jsonb)`,
    [id, owner.userId, fileName, contentType, content.length, JSON.stringify([rendition])],
  );
  return id;
}
