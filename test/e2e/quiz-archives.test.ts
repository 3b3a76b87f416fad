/** Quizzes in archives of tracks: exported with their questions and banks, imported, and refused with a list of faults. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { published } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import { createLesson, createModule, createTrack } from "../support/content.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import { AddQuizCoAuthorDocument, QuizDocument, type QuestionContentInput } from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import type { Files } from "../support/packages.js";
import { bank, publishedQuiz, question, quizDraft, single, truth } from "../support/quizzes.js";
import { createInstructor } from "../support/scenario.js";
import { exportedTrack, head, importedTrack } from "../support/track-archives.js";

type Person = Client & { userId: string; username: string };

let installation: Installation;
let api: Api;
let author: Person;
let other: Person;
let problem: { id: string; slug: string };

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  [author, other] = await Promise.all([createInstructor(installation, api), createInstructor(installation, api)]);
  problem = await published(author);
});

afterAll(() => installation?.stop());

const EVERY_KIND = (): QuestionContentInput[] => [
  single("Which?", { title: "One of three", explanation: "Because.", tags: ["easy"], defaultPoints: 2 }),
  {
    kind: "MULTIPLE_CHOICE",
    prompt: "All?",
    choices: [1, 0.5, -0.5].map((weight, n) => ({ key: `k${n}`, text: `T${n}`, weight, feedback: "F" })),
  },
  truth(false, { falseFeedback: "Yes." }),
  {
    kind: "SHORT_TEXT",
    prompt: "Name\n---\nit",
    answers: [
      { text: "a: b", weight: 1 },
      { pattern: "x+", weight: 0.5 },
    ],
    caseSensitive: true,
  },
  {
    kind: "NUMERIC",
    prompt: "How many?",
    answers: [
      { minimum: 1, maximum: 2, weight: 1 },
      { value: 3, tolerance: 0.5, weight: 0.5 },
    ],
  },
  { kind: "ORDERING", prompt: "Sort.", items: [1, 2, 3].map((n) => ({ key: `i${n}`, text: `Item ${n}` })) },
  { kind: "MATCHING", prompt: "Match.", pairs: [{ key: "p", left: "L", right: "R" }], extraRights: ["X"] },
  { kind: "CODE_OUTPUT", prompt: "Prints?", language: "python", source: "print(1)", output: "1" },
  { kind: "CODE", prompt: "Write.", problemId: problem.id },
  { kind: "ESSAY", prompt: "#".repeat(19_000), graderNotes: "Notes" },
];

/** A draft track of the author whose lesson embeds the quizzes. */
async function trackWith(...quizIds: string[]): Promise<string> {
  const { id } = await createTrack(author);
  const module = await createModule(author, id);
  await createLesson(author, module.id, { blocks: quizIds.map((quizId) => ({ quiz: { quizId } })) });
  return id;
}

/** A quiz with a fixed question of every kind, and a draw from another bank with the same title. */
async function fullQuiz(): Promise<{ id: string; slug: string }> {
  const { id: bankId } = await bank(author, { title: "Every kind", description: "About *all*.", visibility: "AUTHORS" });
  const ids: string[] = [];
  for (const content of EVERY_KIND()) ids.push((await question(author, bankId, content)).id);
  const { id: drawn } = await bank(author, { title: "Every kind" });
  for (const tag of ["hard", "soft"]) for (let n = 0; n < 2; n++) await question(author, drawn, truth(true, { tags: [tag] }));
  const items = [
    ...ids.map((questionId, n) => ({ questionId, section: n < 5 ? "First" : "Second" })),
    { bankId: drawn, tags: ["hard"], count: 2, points: 3 },
  ];
  const settings = {
    description: "Try.",
    shuffleQuestions: true,
    timeLimitMs: 60_000,
    maxAttempts: 3,
    penalty: 0.25,
    dueAt: "2030-01-01T00:00:00.000Z",
  };
  return publishedQuiz(author, items, settings);
}

const quizFiles = (files: Map<string, Buffer>) =>
  Object.fromEntries(
    [...files]
      .filter(([path]) => /\/(quizzes|banks)\//.test(path))
      .map(([path, content]) => [path.replace(/^[^/]+\//, ""), content.toString()]),
  );
const numbers = async () =>
  (
    await installation.sql<
      Record<"quizzes" | "banks" | "questions" | "versions", number>
    >(`select (select count(*)::int from quizzes) as quizzes, (select count(*)::int from question_banks) as banks,
      (select count(*)::int from questions) as questions, (select count(*)::int from question_versions) as versions`)
  )[0]!;

describe("an exported track", () => {
  it("has its quizzes with all their questions, and imported it changes nothing", async () => {
    const quiz = await fullQuiz();
    const trackId = await trackWith(quiz.id);
    const archive = await exportedTrack(author, trackId);
    const files = quizFiles(archive);
    expect(Object.keys(files).sort()).toEqual(["banks/every-kind-2.yaml", "banks/every-kind.yaml", `quizzes/${quiz.slug}.yaml`]);
    expect(files["banks/every-kind.yaml"]!.split("\n---\n")).toHaveLength(11);
    expect(files["banks/every-kind-2.yaml"]!.match(/^tags:/gm)).toHaveLength(2);
    expect(files["banks/every-kind.yaml"]).toContain(`problem: ${problem.slug}`);
    const before = [await numbers(), (await author.request(QuizDocument, { id: quiz.id })).quiz];
    expect(await importedTrack(author, Object.fromEntries(archive), { trackId })).toMatchObject({
      status: "READY",
      faults: [],
      ignored: [],
    });
    expect([await numbers(), (await author.request(QuizDocument, { id: quiz.id })).quiz]).toEqual(before);
    expect(quizFiles(await exportedTrack(author, trackId))).toEqual(files);
  });

  it("is imported with equal quizzes where they do not exist", async () => {
    const quiz = await fullQuiz();
    const archive = await exportedTrack(author, await trackWith(quiz.id));
    const files = quizFiles(archive);
    // As in another installation.
    await installation.sql("update quizzes set slug = slug || '-gone' where id = $1", [keyOf(quiz.id)]);
    await installation.sql("update question_banks set key = gen_random_uuid()");
    const before = await numbers();
    const { track } = await importedTrack(author, Object.fromEntries(archive), { slug: `copy-${randomUUID()}` });
    expect(await numbers()).toEqual({
      ...{ quizzes: before.quizzes + 1, banks: before.banks + 2 },
      ...{ questions: before.questions + 12, versions: before.versions + 12 },
    });
    expect(quizFiles(await exportedTrack(author, track!.id))).toEqual(files);
    const [made] = await installation.sql<{ status: string }>("select status from quizzes where slug = $1", [quiz.slug]);
    expect(made!.status).toBe("DRAFT");
  });

  it("names, but does not contain, the quizzes of other authors and those with questions that the author may not read", async () => {
    const theirs = await publishedQuiz(other, [{ questionId: (await question(other, (await bank(other)).id, truth())).id }]);
    const shared = await quizDraft(other, [{ questionId: (await question(other, (await bank(other)).id, truth())).id }]);
    await other.request(AddQuizCoAuthorDocument, { input: { quizId: shared.id, username: author.username } });
    const archive = await exportedTrack(author, await trackWith(theirs.id, shared.id));
    expect(quizFiles(archive)).toEqual({});
    const lesson = [...archive].find(([path]) => path.includes("/lesson-"))![1].toString();
    for (const { slug } of [theirs, shared]) expect(lesson).toContain(slug);
    expect(await importedTrack(author, Object.fromEntries(archive), { slug: `copy-${randomUUID()}` })).toMatchObject({ status: "READY" });
  });
});

/** A track with one quiz, as a person writes it. */
const sources = (quiz: string, change: Files = {}): Files => ({
  "track.md": head("slug: quizzes\ntitle: Quizzes\ndifficulty: EASY\nmodules: [one]"),
  "modules/one/module.md": head("title: One\nlessons: [check]"),
  "modules/one/check.md": head("title: Check", `<!-- block: {kind: QUIZ, quiz: ${quiz}} -->`),
  [`quizzes/${quiz}.yaml`]: "title: Check\nitems:\n  - {question: facts/sky}\n  - {bank: facts, count: 2}\n",
  "banks/facts.yaml":
    "title: Facts\n---\nname: sky\nkind: TRUE_FALSE\nprompt: Blue?\nanswer: true\n---\nname: grass\nkind: TRUE_FALSE\nprompt: Red?\nanswer: false\n",
  ...change,
});
const fresh = () => `quiz-${randomUUID()}`;

describe("an archive written by hand", () => {
  it("makes a quiz, and imported again changes what differs in it", async () => {
    const slug = fresh();
    const made = await importedTrack(author, sources(slug));
    expect(made).toMatchObject({ status: "READY", faults: [], ignored: [] });
    const trackId = made.track!.id;
    const read = async () => (await author.request(QuizDocument, { slug })).quiz!;
    const first = await read();
    expect(first).toMatchObject({ title: "Check", status: "DRAFT", questionCount: 3, revision: 1 });
    const before = await numbers();
    expect(await importedTrack(author, sources(slug), { trackId })).toMatchObject({ status: "READY" });
    expect([await numbers(), (await read()).revision]).toEqual([before, 1]);

    const [bankFile] = Object.entries(quizFiles(await exportedTrack(author, trackId))).filter(([path]) => path.startsWith("banks/"));
    const changed = bankFile![1].replace("Blue?", "Is it blue?").replaceAll("name: question-1\n", "name: sky\n");
    const quiz = "title: Checked\npenalty: 0.5\nitems:\n  - {question: facts/sky, points: 4}\n";
    const done = await importedTrack(author, sources(slug, { "banks/facts.yaml": changed, [`quizzes/${slug}.yaml`]: quiz }), { trackId });
    expect(done).toMatchObject({ status: "READY", faults: [] });
    expect(await read()).toMatchObject({ id: first.id, title: "Checked", penalty: 0.5, questionCount: 1, revision: 2 });
    expect(await numbers()).toEqual({ ...before, versions: before.versions + 1 });
  });

  it("leaves the quizzes of other authors as they are, and does not take a slug that the author may not see", async () => {
    const items = [{ questionId: (await question(other, (await bank(other)).id, truth())).id }];
    const [theirs, hidden] = [await publishedQuiz(other, items), await quizDraft(other, items)];
    const done = await importedTrack(author, sources(theirs.slug));
    expect(done).toMatchObject({ status: "READY", ignored: [{ path: `quizzes/${theirs.slug}.yaml` }, ...[]] });
    expect((await other.request(QuizDocument, { id: theirs.id })).quiz).toMatchObject({ title: theirs.title, revision: theirs.revision });
    expect(await importedTrack(author, sources(hidden.slug))).toMatchObject({ status: "READY", ignored: [] });
    expect((await other.request(QuizDocument, { id: hidden.id })).quiz).toMatchObject({ title: hidden.title, revision: hidden.revision });
    const made = await installation.sql("select 1 from quizzes where slug like $1 and title = 'Check'", [`${hidden.slug.slice(0, 60)}%`]);
    expect(made).toHaveLength(1);
  });

  const bankWith = (text: string): Files => ({ "banks/facts.yaml": `title: Facts\n---\nname: sky\n${text}` });
  const quizWith = (text: string) => (slug: string) => ({ [`quizzes/${slug}.yaml`]: text });
  const always = (files: Files) => () => files;
  it.each<[string, (slug: string) => Files, [code: string, path: "quiz" | "bank"][]]>([
    ["no title", quizWith("items: []"), [["VALUE_INVALID", "quiz"]]],
    ["a list", quizWith("- a"), [["SYNTAX_INVALID", "quiz"]]],
    [
      "a wrong setting",
      quizWith("title: A\ntimeLimitMs: 1\nreveal: SOON\nopensAt: tomorrow"),
      Array(3).fill(["VALUE_INVALID", "quiz"]) as never,
    ],
    ["an unknown question", quizWith("title: A\nitems: [{question: facts/sea}]"), [["VALUE_INVALID", "quiz"]]],
    ["an unknown bank", quizWith("title: A\nitems: [{bank: none}]"), [["VALUE_INVALID", "quiz"]]],
    [
      "an item of both kinds",
      quizWith("title: A\nitems: [{bank: facts, question: facts/sky}, {}]"),
      Array(2).fill(["VALUE_INVALID", "quiz"]) as never,
    ],
    ["the same question twice", quizWith("title: A\nitems: [{question: facts/sky}, {question: facts/sky}]"), [["VALUE_INVALID", "quiz"]]],
    [
      "too many draws",
      quizWith("title: A\nitems: [{bank: facts, count: 100}, {bank: facts, count: 100}, {bank: facts}]"),
      [["VALUE_INVALID", "quiz"]],
    ],
    ["a question without a kind", always(bankWith("prompt: x")), [["VALUE_INVALID", "bank"]]],
    [
      "a pattern that can't be matched",
      always(bankWith("kind: SHORT_TEXT\nprompt: x\nanswers: [{pattern: '(?=x)', weight: 1}]")),
      [["VALUE_INVALID", "bank"]],
    ],
    ["an unknown topic", always(bankWith("kind: TRUE_FALSE\nprompt: x\nanswer: true\ntopics: [nowhere]")), [["VALUE_INVALID", "bank"]]],
    ["an unknown problem", always(bankWith("kind: CODE\nprompt: x\nproblem: nowhere")), [["VALUE_INVALID", "bank"]]],
    [
      "a bomb of aliases",
      always(bankWith(`kind: ESSAY\na: &a [x,x,x,x,x,x,x,x,x]\nb: [${Array(30).fill("*a").join(",")}]\nprompt: x`)),
      [["SYNTAX_INVALID", "bank"]],
    ],
    ["a large question that is not JSON", always(bankWith(`kind: ESSAY\nprompt: ${"x".repeat(17_000)}`)), [["FILE_TOO_LARGE", "bank"]]],
    ["deep brackets", always(bankWith(`prompt: ${"[".repeat(5000)}`)), [["SYNTAX_INVALID", "bank"]]],
    ["a NUL", always(bankWith('kind: TRUE_FALSE\nprompt: "a\\0b"\nanswer: true')), [["VALUE_INVALID", "bank"]]],
    ["6,000 questions", always({ "banks/facts.yaml": `title: Facts\n${"---\nname: a\n".repeat(6000)}` }), [["VALUE_INVALID", "bank"]]],
  ])("with %s is refused, and changes nothing", async (_what, change, faults) => {
    const slug = fresh();
    const before = await numbers();
    const done = await importedTrack(author, sources(slug, change(slug)));
    const paths = { quiz: `quizzes/${slug}.yaml`, bank: "banks/facts.yaml" };
    expect({ status: done.status, faults: done.faults.map(({ code, path }) => [code, path]) }).toEqual({
      status: "FAILED",
      faults: faults.map(([code, path]) => [code, paths[path]]),
    });
    expect(await numbers()).toEqual(before);
  });

  it("reports all faults at once", async () => {
    const slug = fresh();
    const files = sources(slug, {
      [`quizzes/${slug}.yaml`]: "title: A\npenalty: 2\nitems: [{question: facts/sky}]",
      "banks/facts.yaml": "title: Facts\nvisibility: ALL\n---\nname: sky\nkind: TRUE_FALSE\n---\nname: Sky\n",
    });
    const { faults } = await importedTrack(author, files);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining("penalty"),
      expect.stringContaining("visibility"),
      ...Array(2).fill(expect.stringContaining("Question 1")),
      expect.stringContaining("Question 2, `name`"),
    ]);
  });
});
