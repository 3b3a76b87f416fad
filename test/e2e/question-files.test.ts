/** Questions from files of other systems, and back. */
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import sharp from "sharp";
import { upload, WITHOUT_JUDGE } from "../support/full-life.js";
import {
  BankForQuestionFilesDocument,
  ExportQuestionsDocument,
  ImportQuestionsDocument,
  QuestionsOfBankDocument,
  type ExportQuestionsInput,
  type ImportQuestionsInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

const GIFT = `$CATEGORY: $course$/Loops

// [tag:easy]
::Sum::[html]What is <b>1 + 1</b>, so \\\\(1 + 1\\\\)? {=2 ~3#No}

::Broken:: { a {

Sure? {T}`;

type Person = Awaited<ReturnType<typeof createInstructor>>;

let installation: Installation;
let api: Api;
let author: Person;
let bankId: string;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  author = await createInstructor(installation, api);
});
beforeEach(async () => {
  bankId = (await author.request(BankForQuestionFilesDocument, { input: { title: "Bank" } })).createQuestionBank.bank.id;
});
afterAll(() => installation?.stop());

const importInto = async (input: Partial<ImportQuestionsInput>) =>
  (await author.request(ImportQuestionsDocument, { input: { bankId, format: "GIFT", ...input } })).importQuestions;
const exported = async (input: Partial<ExportQuestionsInput>) =>
  (await author.request(ExportQuestionsDocument, { input: { format: "GIFT", ...input } })).exportQuestions;
const questions = async () => (await author.request(QuestionsOfBankDocument, { bankId })).questions.nodes;

it("imports what was understood and reports every question of the file", async () => {
  const { importedCount, refusedCount, items } = await importInto({ text: GIFT });
  expect([importedCount, refusedCount]).toEqual([2, 1]);
  expect(items.map(({ line, kind, outcome, questionId }) => [line, kind, outcome, questionId !== null])).toEqual([
    [4, "SINGLE_CHOICE", "IMPORTED", true],
    [6, null, "REFUSED", false],
    [8, "TRUE_FALSE", "IMPORTED", true],
  ]);
  expect(items[1]!.messages[0]).toMatch(/^Line 6: /);
  expect((await questions()).map(({ id, title, tags }) => ({ id, title, tags })).sort((a, b) => a.title.localeCompare(b.title))).toEqual([
    { id: items[2]!.questionId, title: "", tags: ["Loops"] },
    { id: items[0]!.questionId, title: "Sum", tags: ["easy", "Loops"] },
  ]);
});

it("stores nothing in a dry run", async () => {
  const { importedCount, items } = await importInto({ text: GIFT, dryRun: true });
  expect([importedCount, items.every(({ questionId }) => questionId === null)]).toEqual([2, true]);
  expect(await questions()).toEqual([]);
});

it("exports in both formats, and imports its own export without a change", async () => {
  await importInto({ text: GIFT });
  for (const format of ["GIFT", "MOODLE_XML"] as const) {
    const { text, items } = await exported({ bankId, format, texts: "MARKDOWN" });
    expect(items.map(({ outcome }) => outcome)).toEqual(["EXPORTED", "EXPORTED"]);
    const again = (await author.request(BankForQuestionFilesDocument, { input: { title: "Again" } })).createQuestionBank.bank.id;
    await importInto({ bankId: again, format, text });
    expect((await exported({ bankId: again, format, texts: "MARKDOWN" })).text).toBe(text);
  }
});

it("exports HTML with formulas in TeX unless Markdown is asked for", async () => {
  const { items } = await importInto({ text: GIFT });
  const { text } = await exported({ ids: [items[0]!.questionId!], format: "MOODLE_XML" });
  expect(text).toContain("&lt;strong&gt;1 + 1&lt;/strong&gt;, so \\(1 + 1\\)?");
  expect(text).not.toContain("katex");
});

it("needs as many statements for many questions as for few", async () => {
  const file = (count: number) => Array.from({ length: count }, (_, index) => `Question ${index}? {T}`).join("\n\n");
  const few = await statementsOf(api, () => importInto({ text: file(2) }));
  expect(await statementsOf(api, () => importInto({ text: file(150) }))).toBe(few);
  const one = await statementsOf(api, () => exported({ bankId, texts: "MARKDOWN" }));
  await importInto({ text: file(40) });
  expect(await statementsOf(api, () => exported({ bankId, texts: "MARKDOWN" }))).toBe(one);
});

it("reads an uploaded file", async () => {
  const worker = await installation.startWorker(WITHOUT_JUDGE);
  try {
    const fileId = await upload({ client: author }, "ATTACHMENT", "questions.txt", Buffer.from(GIFT));
    expect((await importInto({ fileId })).importedCount).toBe(2);
    const other = await createInstructor(installation, api);
    const own = (await other.request(BankForQuestionFilesDocument, { input: { title: "Own" } })).createQuestionBank.bank.id;
    const error = await other.errorOf(ImportQuestionsDocument, { input: { bankId: own, format: "GIFT", fileId } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.fileId", code: "UNKNOWN_VALUE" }] } });
  } finally {
    await worker.stop();
  }
});

it("imports pictures of Moodle XML into the prose, reports refused ones, and exports them again", async () => {
  const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const file = (name: string, content: Buffer) => `<file name="${name}" path="/" encoding="base64">${content.toString("base64")}</file>`;
  const text = `<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[<p>Red? <img src="@@PLUGINFILE@@/a.png" alt="a field">
    <img src="@@PLUGINFILE@@/b.png" alt="a script"></p>]]></text>${file("a.png", png)}${file("b.png", Buffer.from("#!/bin/sh\n"))}</questiontext>
    <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`;
  const worker = await installation.startWorker(WITHOUT_JUDGE);
  try {
    expect((await importInto({ format: "MOODLE_XML", text, dryRun: true })).importedCount).toBe(1);
    expect(await installation.sql("select 1 from question_pictures")).toEqual([]);
    const { items } = await importInto({ format: "MOODLE_XML", text });
    expect(items[0]).toMatchObject({
      outcome: "PARTLY",
      messages: [expect.stringMatching(/"b\.png" is not imported\. Its type is text/), expect.any(String)],
    });
    const { text: written } = await exported({ bankId, format: "MOODLE_XML", texts: "MARKDOWN" });
    expect(written).toMatch(/!\[a field\]\(@@PLUGINFILE@@\/[0-9a-f-]{36}\.webp\) a script/);
    const [picture] = await installation.sql<{ id: string }>("select id from question_pictures");
    const served = await fetch(`${new URL(api.url).origin}/question-pictures/${picture!.id}`);
    expect([served.status, served.redirected, served.headers.get("content-type")]).toEqual([200, true, "image/webp"]);
    expect(Buffer.from(await served.arrayBuffer()).toString("base64")).toBe(/encoding="base64">([^<]*)</.exec(written)![1]);
    expect((await fetch(`${new URL(api.url).origin}/question-pictures/${bankId}`)).status).toBe(404);
    // In HTML too, and back: the same question with a picture of its own.
    const html = (await exported({ bankId, format: "MOODLE_XML" })).text;
    expect(html).toMatch(/img src=&quot;@@PLUGINFILE@@/);
    const again = (await author.request(BankForQuestionFilesDocument, { input: { title: "Again" } })).createQuestionBank.bank.id;
    expect((await importInto({ bankId: again, format: "MOODLE_XML", text: html })).items[0]).toMatchObject({
      outcome: "IMPORTED",
      messages: [],
    });
    expect(await installation.sql("select bank_id from question_pictures")).toHaveLength(2);
  } finally {
    await worker.stop();
  }
});

it("refuses files that are none, and inputs without a file", async () => {
  for (const [input, field] of [
    [{ format: "MOODLE_XML", text: '<!DOCTYPE a [<!ENTITY b "c">]><quiz><question/></quiz>' }, "input.text"],
    [{ format: "MOODLE_XML", text: "hello" }, "input.text"],
    [{ format: "GIFT", text: "// nothing" }, "input.text"],
    [{ format: "GIFT" }, "input.text"],
  ] as const) {
    const error = await author.errorOf(ImportQuestionsDocument, { input: { bankId, ...input } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [expect.objectContaining({ field })] } });
  }
  expect(await author.errorOf(ExportQuestionsDocument, { input: { format: "GIFT" } })).toMatchObject({ code: "BAD_USER_INPUT" });
});

it("shows a bank of others as missing, and lets only its editors import", async () => {
  const { items } = await importInto({ text: GIFT });
  const other = await createInstructor(installation, api);
  const input = { bankId, format: "GIFT" as const, text: GIFT };
  expect(await other.errorOf(ImportQuestionsDocument, { input })).toMatchObject({ code: "NOT_FOUND" });
  expect(await other.errorOf(ExportQuestionsDocument, { input: { format: "GIFT", bankId } })).toMatchObject({ code: "NOT_FOUND" });
  const ids = [items[0]!.questionId!];
  expect(await other.errorOf(ExportQuestionsDocument, { input: { format: "GIFT", ids } })).toMatchObject({ code: "NOT_FOUND" });
  expect(await (await createLearner(api)).errorOf(ImportQuestionsDocument, { input })).toMatchObject({ code: "FORBIDDEN" });

  await installation.sql("update question_banks set visibility = 'AUTHORS'");
  expect(await other.errorOf(ImportQuestionsDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
  expect((await other.request(ExportQuestionsDocument, { input: { format: "GIFT", ids } })).exportQuestions.items).toHaveLength(1);
});
