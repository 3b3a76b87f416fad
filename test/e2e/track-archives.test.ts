/** Tracks as archives of Markdown: exported, imported as a new track or into one, and refused as a whole. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import sharp from "sharp";
import { published } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import { publishTrack, readLesson } from "../support/content.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import {
  CompleteAssignmentDocument,
  CreateSubjectDocument,
  EnrollDocument,
  LessonHistoryDocument,
  TrackDocument,
  TrackImportProgressDocument,
  type ImportTrackInput,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { uploadPackage, type Files } from "../support/packages.js";
import { proven } from "../support/proofs.js";
import { bank, publishedQuiz, question, truth } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { zipOf } from "../support/test-uploads.js";
import { endedImport, exportedTrack, head, importedTrack, requestedImport } from "../support/track-archives.js";

const KILLED_AT = proven(["track-import-before-store", "track-import-before-commit"], ["track-import-before-commit"]);

let installation: Installation;
let api: Api;
let worker: Program;
let author: Client & { userId: string };
let slug: string;
let quizSlug: string;
let picture: Buffer;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  author = await createInstructor(installation, api);
  const admin = await createInstructor(installation, api, "ADMIN");
  await admin.request(CreateSubjectDocument, { input: { slug: "python", name: "Python", icon: "code" } });
  slug = (await published(author)).slug;
  const { id: bankId } = await bank(author);
  quizSlug = (await publishedQuiz(author, [{ questionId: (await question(author, bankId, truth())).id }])).slug;
  picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: "red" } })
    .png()
    .toBuffer();
});

afterAll(() => installation?.stop());

/** A small track, as a person writes it. */
const sources = (): Files => ({
  "loops/track.md": head(
    "slug: loops\ntitle: Loops\nsummary: Repeat.\ndifficulty: EASY\nsubject: python\nmodules: [basics]",
    "About *loops*.",
  ),
  "loops/track.de.md": head("title: Schleifen", "Über Schleifen."),
  "loops/modules/basics/module.md": head(
    "title: Basics\nlessons: [for, while]\nassignments: [practice]\nmaterials:\n  - {kind: LINK, title: Docs, url: 'https://docs.python.org/3/'}",
  ),
  "loops/modules/basics/for.md": head(
    "title: The for loop\nminutes: 15",
    'Text.\n\n<!-- block: {kind: CODE, runnable: true} -->\n```python\nfor n in range(3):\n    print(n)\n```\n<!-- block: {kind: IMAGE, file: loop.png, alt: "A loop"} -->\n<!-- block: {kind: MARKDOWN} -->\nMore.',
  ),
  "loops/modules/basics/for.de.md": head("title: Die for-Schleife", "Text auf Deutsch."),
  "loops/modules/basics/while.md": head(
    "title: The while loop\nrequires: [for]",
    `<!-- block: {kind: PROBLEM, problem: ${slug}} -->\n<!-- block: {kind: QUIZ, quiz: ${quizSlug}} -->`,
  ),
  "loops/modules/basics/assignments/practice.md": head(`title: Practice\nkind: PROBLEMS\nproblems: [${slug}]`, "Solve it."),
  "loops/files/loop.png": picture,
});

const imported = (files: Files, input: Partial<ImportTrackInput> = {}) => importedTrack(author, files, input);
const requested = (input: ImportTrackInput) => requestedImport(author, input);
const importEnded = (id: string) => endedImport(author, id);
const exported = (trackId: string) => exportedTrack(author, trackId);

const texts = (files: Map<string, Buffer>, folder: string) =>
  Object.fromEntries(
    [...files].filter(([path]) => path.endsWith(".md")).map(([path, content]) => [path.replace(folder, "x"), content.toString()]),
  );

describe("an archive", () => {
  it("becomes a draft with everything in it", async () => {
    const id = await requested({ fileId: await uploadPackage(author, await zipOf(sources())) });
    const watched: string[] = [];
    for await (const { trackImportProgress } of author.subscribe(TrackImportProgressDocument, { id }))
      watched.push(trackImportProgress!.status);
    expect(watched.at(-1)).toBe("READY");
    const done = await importEnded(id);
    expect(done).toMatchObject({ status: "READY", faults: [], ignored: [], track: { slug: "loops", status: "DRAFT" } });
    const track = (await author.request(TrackDocument, { id: done.track!.id, locale: "de" })).track!;
    expect(track).toMatchObject({ title: "Loops", subject: { slug: "python" }, text: { locale: "de", title: "Schleifen" } });
    const [module] = track.modules;
    expect(module).toMatchObject({
      title: "Basics",
      materials: [{ kind: "LINK" }],
      assignments: [{ kind: "PROBLEMS", problems: [{}] }],
      lessons: [{ text: { locale: "de", title: "Die for-Schleife" } }, { prerequisites: [{ id: module!.lessons[0]!.id }] }],
    });
    await publishTrack(author, track.id);
    const { blocks } = (await readLesson(author, module!.lessons[0]!.id)).content;
    expect(blocks.map(({ kind }) => kind)).toEqual(["MARKDOWN", "CODE", "IMAGE", "MARKDOWN"]);
    const others = (await readLesson(author, module!.lessons[1]!.id)).content.blocks;
    expect(others.map(({ kind }) => kind)).toEqual(["PROBLEM", "QUIZ"]);
    expect(blocks[1]!.code).toMatchObject({ source: "for n in range(3):\n    print(n)", runnable: true });
    expect(blocks[2]!.image!.file!.renditions[0]!.contentType).toBe("image/webp");
  });

  it("exported and imported is an equal track", async () => {
    const first = (await imported(sources(), { slug: "equal-one" })).track!;
    const archive = await exported(first.id);
    const second = (await imported(Object.fromEntries(archive), { slug: "equal-two" })).track!;
    const again = await exported(second.id);
    const expected = texts(archive, "equal-one");
    expected["x/track.md"] = expected["x/track.md"]!.replace("equal-one", "equal-two");
    expect(texts(again, "equal-two")).toEqual(expected);
    expect([...again.keys()].filter((path) => path.includes("/files/"))).toEqual(["equal-two/files/loop.png"]);
  });

  it("imported again changes what differs, and keeps the keys of blocks", async () => {
    const { track } = await imported(sources(), { slug: "again" });
    const lessons = async () => (await author.request(TrackDocument, { id: track!.id })).track!.modules[0]!.lessons;
    const [first, second] = (await lessons()).map(({ id }) => id) as [string, string];
    const before = (await readLesson(author, first)).content.blocks;
    const changed = sources();
    changed["loops/modules/basics/for.md"] = String(changed["loops/modules/basics/for.md"]).replace("More.", "Much more.");
    const done = await imported(changed, { trackId: track!.id, note: "From git." });
    expect(done).toMatchObject({ status: "READY", track: { version: track!.version + 1 } });
    expect((await lessons()).map(({ id }) => id)).toEqual([first, second]);
    const after = (await readLesson(author, first)).content.blocks;
    expect(after.slice(0, 2).map(({ key }) => key)).toEqual(before.slice(0, 2).map(({ key }) => key));
    expect(after.at(-1)!.markdown!.source).toBe("Much more.");
    const history = async (id: string) => (await author.request(LessonHistoryDocument, { id })).lesson!.revisions!;
    expect((await history(first)).nodes[0]).toMatchObject({ number: 2, note: "From git." });
    expect((await history(second)).totalCount).toBe(1);
  });

  it("imported again keeps assignments with what learners have done, and raises versions only of what differs", async () => {
    const practice = { practice: sources()["loops/modules/basics/assignments/practice.md"] as string };
    const task = (title: string, text: string) => head(`title: ${title}\nkind: TASK`, text);
    const files = (assignments: Record<string, string>): Files => ({
      ...sources(),
      "loops/modules/basics/module.md": head(`title: Basics\nlessons: [for, while]\nassignments: [${Object.keys(assignments).join(", ")}]`),
      ...Object.fromEntries(Object.entries(assignments).map(([name, text]) => [`loops/modules/basics/assignments/${name}.md`, text])),
    });
    const first = files({ ...practice, essay: task("Essay", "Write."), talk: task("Talk", "Speak.") });
    const trackId = (await imported(first, { slug: "with-tasks" })).track!.id;
    await publishTrack(author, trackId);
    const state = async () => {
      const [module] = (await author.request(TrackDocument, { id: trackId })).track!.modules;
      const assignments = await installation.sql<{ id: string; title: string; version: number; completions: number; problems: number }>(
        `select id, title, version, (select count(*)::int from assignment_completions where assignment_id = a.id) as completions,
           (select count(*)::int from assignment_problems where assignment_id = a.id) as problems
         from assignments a where module_id = $1 order by position`,
        [module!.id],
      );
      return { version: module!.version, assignments };
    };
    const learner = await createLearner(api);
    await learner.request(EnrollDocument, { input: { trackId } });
    const [solve, essay, talk] = (await state()).assignments;
    await learner.request(CompleteAssignmentDocument, { input: { assignmentId: essay!.id } });
    const done = { ...essay!, completions: 1 };
    expect(await state()).toEqual({ version: 1, assignments: [solve, done, talk] });

    expect(await imported(first, { trackId })).toMatchObject({ status: "READY", faults: [] });
    expect(await state()).toEqual({ version: 1, assignments: [solve, done, talk] });

    const moved = { talk: task("Talk", "Speak."), essay: task("Essay", "Write a page."), extra: task("Extra", "More."), ...practice };
    await imported(files(moved), { trackId });
    const after = (await state()).assignments;
    const extra = after[2]!;
    expect(after).toEqual([talk, { ...done, version: 2 }, { ...extra, title: "Extra", version: 1, completions: 0 }, solve]);
    expect([solve!.id, essay!.id, talk!.id]).not.toContain(extra.id);

    await imported(files({ speech: task("Speech", "Speak."), essay: moved.essay }), { trackId });
    expect((await state()).assignments).toEqual([
      { ...talk, title: "Speech", version: 2 },
      { ...done, version: 2 },
    ]);
    const renamed = files({ speech: task("Speech", "Speak."), essay: moved.essay });
    renamed["loops/modules/basics/module.md"] = String(renamed["loops/modules/basics/module.md"]).replace("Basics", "Basic loops");
    await imported(renamed, { trackId });
    expect((await state()).version).toBe(2);
  });

  it.each([
    ["no track", { "loops/track.md": null }, [["FORMAT_UNKNOWN", null]]],
    [
      "an unknown quiz",
      { "loops/modules/basics/while.md": head("title: W", "<!-- block: {kind: QUIZ, quiz: nowhere} -->") },
      [["VALUE_INVALID", "modules/basics/while.md"]],
    ],
    ["a missing lesson", { "loops/modules/basics/while.md": null }, [["FILE_MISSING", "modules/basics/while.md"]]],
    [
      "an unknown problem",
      { "loops/modules/basics/while.md": head("title: W", "<!-- block: {kind: PROBLEM, problem: nowhere} -->") },
      [["VALUE_INVALID", "modules/basics/while.md"]],
    ],
    [
      "an unknown subject",
      { "loops/track.md": head("slug: a\ntitle: A\ndifficulty: EASY\nsubject: cobol") },
      [["VALUE_INVALID", "track.md"]],
    ],
    [
      "a cycle",
      { "loops/modules/basics/for.md": head("title: F\nrequires: [while]", "Text") },
      [["VALUE_INVALID", "modules/basics/for.md"]],
    ],
    ["a wrong file", { "loops/files/loop.png": "#!/bin/sh\u0000" }, [["UNSUPPORTED", "files/loop.png"]]],
  ] as const)("with %s is refused, and changes nothing", async (_what, change, faults) => {
    const files = Object.fromEntries(Object.entries({ ...sources(), ...change }).filter(([, content]) => content !== null)) as Files;
    const count = async () => (await installation.sql<{ count: number }>("select count(*)::int as count from tracks"))[0]!.count;
    const before = await count();
    const done = await imported(files);
    expect({ status: done.status, faults: done.faults.map(({ code, path }) => [code, path]) }).toEqual({ status: "FAILED", faults });
    expect(await count()).toBe(before);
  });

  it("whose worker is killed leaves nothing half-written, and ends once", async () => {
    const stored = async () =>
      (
        await installation.sql(`select (select count(*)::int from tracks) as tracks, (select count(*)::int from lessons) as lessons,
           (select count(*)::int from lesson_revisions) as revisions, (select count(*)::int from track_files) as files`)
      )[0] as Record<"tracks" | "lessons" | "revisions" | "files", number>;
    const before = await stored();
    const fileId = await uploadPackage(author, await zipOf(sources()));
    await worker.stop();
    const id = await requested({ fileId, slug: "survivor" });
    for (const killAt of KILLED_AT) {
      await (
        await installation.startWorker({ ...WITHOUT_JUDGE, killAt })
      ).ended;
      expect(await stored()).toEqual(before);
    }
    await (
      await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "track-import-after-commit" })
    ).ended;
    const once = { tracks: before.tracks + 1, lessons: before.lessons + 2, revisions: before.revisions + 2, files: before.files + 1 };
    expect(await stored()).toEqual(once);
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect(await importEnded(id)).toMatchObject({ status: "READY", faults: [], track: { slug: "survivor" } });
    // The next import ends after anything that the restarted worker might have done with this one.
    await imported(sources(), { slug: "after-survivor" });
    expect(await stored()).toMatchObject({ tracks: once.tracks + 1, lessons: once.lessons + 2 });
    expect(await installation.sql("select status, attempt from track_imports where id = $1", [keyOf(id)])).toEqual([
      { status: "READY", attempt: KILLED_AT.length + 1 },
    ]);
  }, 600_000);

  it("of 10,000 files is refused", async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`loops/files/${n}.txt`, "x"]));
    const done = await imported({ ...sources(), ...many });
    expect(done).toMatchObject({ status: "FAILED", faults: [{ code: "TOO_MANY_FILES" }] });
  });
});
