import { createPauses } from "../formats/pauses.js";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { readText, type PackageFile, type PackageFiles } from "../../../../judge/packages/package-files.js";
import { parseYaml, readYaml, valuesOf } from "../../../../judge/packages/yaml.js";
import { newId } from "../../../../kernel/ids.js";
import { KIB } from "../../../../kernel/units.js";
import { questionContent } from "../questions/question.js";
import {
  ARCHIVE_LIMITS,
  BANK,
  name as nameSchema,
  QUESTION,
  QUIZ,
  QUIZ_DEFAULTS,
  type ArchivedBank,
  type ArchivedItem,
  type ArchivedQuestion,
  type ArchivedQuiz,
  type QuizArchive,
} from "./quiz-format.js";

/** The YAML library needs a time that grows with the square of some texts. A larger question is JSON on one line. */
const YAML_MAX_BYTES = 16 * KIB;

/**
 * The quizzes of an archive that `used` names, with the banks of their questions. Records all that is wrong with them; the result is of use
 * only if there are no faults.
 */
export async function readQuizArchive(files: PackageFiles, used: ReadonlySet<string>, findings: Findings): Promise<QuizArchive> {
  const quizzes: ArchivedQuiz[] = [];
  for (const [slug, file] of named(files, "quizzes", ARCHIVE_LIMITS.quizzes, findings)) {
    if (used.has(slug)) quizzes.push(await readQuiz(slug, file, findings));
    else findings.note(file.path, "It is not used by any lesson.");
  }
  const wanted = new Set(quizzes.flatMap(({ items }) => items.map(bankOf)));
  const banks: ArchivedBank[] = [];
  for (const [name, file] of named(files, "banks", ARCHIVE_LIMITS.banks, findings)) {
    if (wanted.has(name)) banks.push(await readBank(name, file, findings));
    else findings.note(file.path, "It is not used by any quiz.");
  }
  if (banks.reduce((sum, { questions }) => sum + questions.length, 0) > ARCHIVE_LIMITS.questions)
    findings.fault("VALUE_INVALID", null, `An archive has at most ${ARCHIVE_LIMITS.questions} questions.`);
  expectReferences(quizzes, banks, findings);
  expectKeys(banks, findings);
  return { quizzes, banks };
}

export const bankOf = ({ question, bank }: ArchivedItem): string => bank ?? question!.split("/", 1)[0]!;

function named(files: PackageFiles, folder: string, most: number, findings: Findings): [string, PackageFile][] {
  const found = files.below(folder).flatMap((file): [string, PackageFile][] => {
    const name = /^([^/]+)\.yaml$/.exec(file.path.slice(folder.length + 1))?.[1] ?? "";
    if (nameSchema.safeParse(name).success) return [[name, file]];
    findings.note(file.path, `It is not used: files of \`${folder}/\` have the name \`<name>.yaml\`.`);
    return [];
  });
  if (found.length > most) findings.fault("VALUE_INVALID", folder, `An archive has at most ${most} files in \`${folder}/\`.`);
  return found.slice(0, most);
}

async function readQuiz(slug: string, file: PackageFile, findings: Findings): Promise<ArchivedQuiz> {
  const { path } = file;
  const given = await readYaml(file, findings);
  const values = given === null ? {} : valuesOf(QUIZ, given, path, findings);
  if (given && !("title" in given)) findings.fault("VALUE_INVALID", path, "Required: title.");
  const items = (values.items ?? []).flatMap(({ question, bank, points, ...one }, at): ArchivedItem[] => {
    const fault = (message: string) => findings.fault("VALUE_INVALID", path, `\`items.${at}\`: ${message}`);
    if ((question === undefined) === (bank === undefined)) fault("it has either `question` or `bank`.");
    else if (question !== undefined && (one.count !== 1 || one.tags.length > 0)) fault("`count` and `tags` are for draws from a bank.");
    else return [{ ...one, question: question ?? null, bank: bank ?? null, points: points ?? null }];
    return [];
  });
  const { title = "", items: _, ...settings } = values;
  return { ...QUIZ_DEFAULTS, ...settings, title, path, slug, items };
}

async function readBank(name: string, file: PackageFile, findings: Findings): Promise<ArchivedBank> {
  const { path } = file;
  const bank: ArchivedBank = { path, name, key: null, title: "", description: "", visibility: "PRIVATE", questions: [] };
  const text = await readText(file, findings, ARCHIVE_LIMITS.bankBytes);
  if (text === null) return bank;
  const [head, ...documents] = text.replace(/^---[ \t]*\n/, "").split(/^---[ \t]*$/m);
  if (documents.length > ARCHIVE_LIMITS.questions) {
    findings.fault("VALUE_INVALID", path, `An archive has at most ${ARCHIVE_LIMITS.questions} questions.`);
    return bank;
  }
  const given = parsed(head!, path, findings);
  if (given && !("title" in given)) findings.fault("VALUE_INVALID", path, "Required: title.");
  Object.assign(bank, given && valuesOf(BANK, given, path, findings));
  const pause = createPauses();
  for (const [at, document] of documents.entries()) {
    await pause();
    const question = readQuestion(document, at + 1, path, findings);
    if (question) bank.questions.push(question);
  }
  const names = bank.questions.map((question) => question.name);
  if (new Set(names).size < names.length) findings.fault("VALUE_INVALID", path, "The questions must have different names.");
  return bank;
}

function readQuestion(text: string, number: number, path: string, findings: Findings): ArchivedQuestion | null {
  const given = parsed(text, path, findings);
  if (!given) return null;
  const fault = (at: readonly PropertyKey[], message: string) =>
    findings.fault("VALUE_INVALID", path, `Question ${number}, \`${at.map(String).join(".")}\`: ${message}`);
  const head = QUESTION.safeParse(given);
  for (const { path: at, message } of head.error?.issues ?? []) fault(at, message);
  if (!head.success) return null;
  const { name, key = null, topics, problem = null, ...rest } = head.data;
  if ((rest.kind === "CODE") !== (problem !== null)) {
    fault(["problem"], "a question of the kind CODE names its problem, others have none.");
    return null;
  }
  const content = questionContent.safeParse(problem === null ? rest : { ...rest, problemId: newId() });
  for (const { path: at, message } of content.error?.issues ?? []) fault(at, message);
  return content.success ? { name, key, topics, problem, content: content.data } : null;
}

function parsed(text: string, path: string, findings: Findings): Record<string, unknown> | null {
  if (Buffer.byteLength(text) <= YAML_MAX_BYTES) return parseYaml(text, path, findings);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The fault below says what is expected.
  }
  findings.fault("FILE_TOO_LARGE", path, `A question of more than ${YAML_MAX_BYTES / KIB} KiB must be JSON.`);
  return null;
}

function expectReferences(quizzes: readonly ArchivedQuiz[], banks: readonly ArchivedBank[], findings: Findings): void {
  const known = new Set(banks.flatMap(({ name, questions }) => [name, ...questions.map((question) => `${name}/${question.name}`)]));
  for (const { path, items } of quizzes) {
    const unknown = items.map(({ question, bank }) => question ?? bank!).filter((one) => !known.has(one));
    // A bank with faults may have the question.
    if (unknown.length > 0 && findings.faultCount === 0)
      findings.fault("VALUE_INVALID", path, `There is no question or bank ${unknown.map((one) => `\`${one}\``).join(", ")}.`);
  }
}

/** A key is of one bank, and within a bank of one question. */
function expectKeys(banks: readonly ArchivedBank[], findings: Findings): void {
  const twice = (keys: readonly (string | null)[]) => {
    const given = keys.filter((key) => key !== null);
    return new Set(given).size < given.length;
  };
  if (twice(banks.map(({ key }) => key))) findings.fault("VALUE_INVALID", "banks", "Two banks have the same `key`.");
  for (const { path, questions } of banks)
    if (twice(questions.map(({ key }) => key))) findings.fault("VALUE_INVALID", path, "Two questions have the same `key`.");
}
