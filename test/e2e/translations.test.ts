/** Materials, quizzes and questions in several languages, with fallback, and in archives. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { Client } from "../support/client.js";
import { createLesson, createModule, createTrack } from "../support/content.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import {
  AddMaterialDocument,
  AttemptTextsDocument,
  CreateQuestionDocument,
  MaterialTextsDocument,
  QuestionTranslationsDocument,
  QuizTextsDocument,
  UpdateMaterialDocument,
  UpdateQuestionDocument,
  UpdateQuizDocument,
  type QuestionContentInput,
  type QuestionTranslationInput,
  type UpdateMaterialInput,
  type UpdateQuizInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, publishedQuiz, question, quizDraft, single, start, submit } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { exportedTrack, importedTrack } from "../support/track-archives.js";

let installation: Installation;
let api: Api;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  author = await createInstructor(installation, api);
  learner = await createLearner(api);
});

afterAll(() => installation?.stop());

describe("a material", () => {
  const update = (input: UpdateMaterialInput) => author.request(UpdateMaterialDocument, { input });
  const read = async (id: string, locale?: string) =>
    (await author.request(MaterialTextsDocument, { id, locale })).track!.modules.flatMap(({ materials }) => materials)[0]!;

  async function translatedMaterial() {
    const { id: trackId } = await createTrack(author);
    const module = await createModule(author, trackId);
    const input = { moduleId: module.id, kind: "LINK" as const, title: "Docs", url: "https://docs.example/", description: "All of it." };
    const { id } = (await author.request(AddMaterialDocument, { input })).addMaterial!.material;
    await update({ id, expectedVersion: 1, locale: "de", title: "Handbuch" });
    return { trackId, id };
  }

  it("is served in the requested language, else in one with fewer subtags, else as it was written", async () => {
    const { trackId, id } = await translatedMaterial();
    expect(await read(trackId, "de-AT")).toMatchObject({
      ...{ title: "Docs", version: 2, locales: ["en", "de"] },
      text: { locale: "de", title: "Handbuch", description: { source: "" } },
    });
    for (const locale of ["fr", "en", undefined])
      expect((await read(trackId, locale)).text).toEqual({ locale: "en", title: "Docs", description: { source: "All of it." } });
    await update({ id, expectedVersion: 2, locale: "de", description: "Alles." });
    expect((await read(trackId, "de")).text).toEqual({ locale: "de", title: "Handbuch", description: { source: "Alles." } });
    await update({ id, expectedVersion: 3, removeTranslation: "de" });
    expect(await read(trackId, "de")).toMatchObject({ locales: ["en"], text: { locale: "en" } });
    for (const change of [{ locale: "fr", description: "Sans titre" }, { removeTranslation: "de" }, { locale: "german", title: "x" }])
      expect((await author.errorOf(UpdateMaterialDocument, { input: { id, expectedVersion: 4, ...change } })).code).toBe("BAD_USER_INPUT");
  });

  it("keeps its translations in archives", async () => {
    const { trackId } = await translatedMaterial();
    const archive = await exportedTrack(author, trackId);
    const { track } = await importedTrack(author, Object.fromEntries(archive), { slug: `copy-${randomUUID()}` });
    expect(await read(track!.id, "de")).toMatchObject({ locales: ["en", "de"], text: { title: "Handbuch" } });
  });
});

describe("a quiz", () => {
  const read = async (id: string, locale?: string) => (await learner.request(QuizTextsDocument, { id, locale })).quiz!;
  const update = async (input: Omit<UpdateQuizInput, "expectedRevision">) =>
    author.request(UpdateQuizDocument, {
      input: { ...input, expectedRevision: (await author.request(QuizTextsDocument, { id: input.id })).quiz!.revision },
    });
  const items = async () => [{ questionId: (await question(author, (await bank(author)).id, single())).id }];

  it("has title and description in several languages, its own among them", async () => {
    const { id } = await publishedQuiz(author, await items(), { title: "Schleifen", description: "Kurz.", locale: "de" });
    await update({ id, locale: "en", title: "Loops" });
    await update({ id, locale: "en", description: "Short." });
    expect(await read(id, "en-GB")).toMatchObject({
      ...{ title: "Schleifen", locale: "de", locales: ["de", "en"] },
      text: { locale: "en", title: "Loops", description: { source: "Short." } },
    });
    for (const locale of ["fr", undefined])
      expect((await read(id, locale)).text).toEqual({ locale: "de", title: "Schleifen", description: { source: "Kurz." } });
    await update({ id, title: "Die Schleifen" });
    expect([(await read(id)).text.title, (await read(id, "en")).text.title]).toEqual(["Die Schleifen", "Loops"]);
    await update({ id, removeTranslation: "en" });
    expect(await read(id, "en")).toMatchObject({ locales: ["de"], text: { locale: "de" } });
    const { revision } = await read(id);
    for (const change of [{ locale: "fr", description: "x" }, { removeTranslation: "en" }, { locale: "german", title: "x" }])
      expect((await author.errorOf(UpdateQuizDocument, { input: { id, expectedRevision: revision, ...change } })).code).toBe(
        "BAD_USER_INPUT",
      );
  });

  it("keeps its translations, and those of its questions, in archives", async () => {
    const { id: bankId } = await bank(author);
    const { id: questionId } = await question(author, bankId, MATCHING);
    const quiz = await quizDraft(author, [{ questionId }], { locale: "de" });
    await update({ id: quiz.id, locale: "en", title: "Loops" });
    const { id: trackId } = await createTrack(author);
    const module = await createModule(author, trackId);
    await createLesson(author, module.id, { blocks: [{ quiz: { quizId: quiz.id } }] });
    const archive = await exportedTrack(author, trackId);
    expect(await importedTrack(author, Object.fromEntries(archive), { trackId })).toMatchObject({ status: "READY", ignored: [] });
    const quizFiles = (files: Map<string, Buffer>) =>
      [...files].filter(([path]) => path.endsWith(".yaml")).map(([, content]) => String(content));
    const files = quizFiles(archive);
    expect(files.join("")).toContain("Capital of France");
    expect(quizFiles(await exportedTrack(author, trackId))).toEqual(files);
    expect((await author.request(QuizTextsDocument, { id: quiz.id })).quiz).toMatchObject({ locales: ["de", "en"] });
    expect((await author.request(QuestionTranslationsDocument, { id: questionId })).question!.version).toBe(1);
  });
});

/** German, with a translation into English that leaves out one of the right sides. */
const MATCHING: QuestionContentInput = {
  kind: "MATCHING",
  prompt: "Hauptstädte?",
  explanation: "So ist es.",
  pairs: [
    { key: "fr", left: "Frankreich", right: "Paris" },
    { key: "it", left: "Italien", right: "Rom" },
  ],
  translations: [
    {
      ...{ locale: "en", prompt: "Capital of France and Italy?", explanation: "It is so." },
      texts: [
        { key: "fr", text: "France" },
        { key: "it", text: "Italy" },
      ],
      rights: [{ right: "Rom", text: "Rome" }],
    },
  ],
};

describe("a question", () => {
  const sources = (list: { text: { source: string } }[]) => list.map(({ text }) => text.source).sort();

  it("is shown in the requested language in an attempt, and as it was written where nothing is translated", async () => {
    const { id: bankId } = await bank(author);
    const choice: QuestionContentInput = {
      ...single("Welche?", { explanation: "Darum." }),
      translations: [{ locale: "en", prompt: "Which?", texts: [{ key: "author-key-0", text: "right" }] }],
    };
    const questions = [
      await question(author, bankId, MATCHING),
      await question(author, bankId, choice),
      await question(author, bankId, single("Nur so?")),
    ];
    const quiz = await publishedQuiz(
      author,
      questions.map(({ id }) => ({ questionId: id })),
    );
    const attempt = await start(learner, quiz.id);
    const texts = async (locale?: string) =>
      (await learner.request(AttemptTextsDocument, { id: attempt.id, locale })).quizAttempt!.questions;
    const [matching, which, other] = await texts("en-US");
    expect([matching!.locale, matching!.prompt.source, sources(matching!.lefts), sources(matching!.options)]).toEqual([
      "en",
      "Capital of France and Italy?",
      ["France", "Italy"],
      ["Paris", "Rome"],
    ]);
    expect([which!.locale, which!.prompt.source, sources(which!.options)]).toEqual(["en", "Which?", ["right", "worse", "wrong"]]);
    expect([other!.locale, other!.prompt.source, other!.solution]).toEqual([null, "Nur so?", null]);
    for (const locale of ["fr", undefined]) {
      const [own] = await texts(locale);
      expect([own!.locale, own!.prompt.source, sources(own!.options)]).toEqual([null, "Hauptstädte?", ["Paris", "Rom"]]);
    }

    const keyOf = (list: { key: string; text: { source: string } }[], text: string) => list.find((one) => one.text.source === text)!.key;
    const matches = [
      { left: keyOf(matching!.lefts, "France"), right: keyOf(matching!.options, "Paris") },
      { left: keyOf(matching!.lefts, "Italy"), right: keyOf(matching!.options, "Rome") },
    ];
    await submit(learner, attempt.id, [{ position: 1, expectedVersion: 0, matches }]);
    const solved = await texts("en");
    expect(solved.map(({ solution }) => solution!.explanation?.source ?? null)).toEqual(["It is so.", "Darum.", null]);
    expect(solved[0]!.solution!.share).toBe(1);
  });

  it("keeps its translations in its versions, and a change of them is a new version", async () => {
    const { id: bankId } = await bank(author);
    const { id } = await question(author, bankId, MATCHING);
    const read = async () => (await author.request(QuestionTranslationsDocument, { id })).question!;
    expect((await read()).content!.translations).toEqual([
      {
        ...{ locale: "en", prompt: { source: "Capital of France and Italy?" }, explanation: { source: "It is so." } },
        ...{ texts: MATCHING.translations![0]!.texts, rights: MATCHING.translations![0]!.rights },
      },
    ]);
    const update = (expectedVersion: number, content: QuestionContentInput) =>
      author.request(UpdateQuestionDocument, { input: { id, expectedVersion, content } });
    await update(1, MATCHING);
    expect((await read()).version).toBe(1);
    await update(1, { ...MATCHING, translations: [] });
    expect(await read()).toMatchObject({ version: 2, content: { translations: [] } });
  });

  it.each<[string, Partial<QuestionTranslationInput>[], string]>([
    ["a language that is none", [{ locale: "german" }], "translations.0.locale"],
    ["the same language twice", [{}, {}], "translations.1.locale"],
    ["a part that the question does not have", [{ texts: [{ key: "x", text: "y" }] }], "translations.0.texts.0.key"],
    ["a right side that the question does not have", [{ rights: [{ right: "Wien", text: "Vienna" }] }], "translations.0.rights.0.right"],
    ["the same part twice", [{ texts: [0, 1].map(() => ({ key: "fr", text: "y" })) }], "translations.0.texts.1.key"],
  ])("is refused with %s", async (_what, given, field) => {
    const { id: bankId } = await bank(author);
    const content = { ...MATCHING, translations: given.map((one) => ({ locale: "en", prompt: "P", ...one })) };
    const { code, extensions } = await author.errorOf(CreateQuestionDocument, { input: { bankId, content } });
    const fields = (extensions as { fields: { field: string }[] }).fields.map((one) => one.field);
    expect({ code, fields }).toEqual({ code: "BAD_USER_INPUT", fields: [`input.content.${field}`] });
  });
});
