import { isDeepStrictEqual } from "node:util";
import { writeYaml } from "../../../../judge/packages/yaml.js";
import { KIB } from "../../../../kernel/units.js";
import { QUIZ_DEFAULTS, type ArchivedBank, type ArchivedQuestion, type ArchivedQuiz, type QuizArchive } from "./quiz-format.js";

/** As read-archive.ts reads it. */
const YAML_MAX_BYTES = 15 * KIB;

/** Paths and contents of the files. */
export function* writeQuizArchive({ quizzes, banks }: QuizArchive): Generator<{ path: string; content: string }> {
  for (const quiz of quizzes) yield { path: `quizzes/${quiz.slug}.yaml`, content: writeYaml(quizOf(quiz)) };
  for (const bank of banks) yield { path: `banks/${bank.name}.yaml`, content: writeBank(bank) };
}

function quizOf({ path: _, slug: __, title, items, ...settings }: ArchivedQuiz): Record<string, unknown> {
  const changed = Object.entries(settings).filter(([name, value]) => !isDeepStrictEqual(value, QUIZ_DEFAULTS[name as never]));
  const texts = changed.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]);
  return {
    title,
    ...(Object.fromEntries(texts) as Record<string, unknown>),
    items: items.map(({ section, question, bank, tags, count, points }) => ({
      ...(section !== "" && { section }),
      ...(question === null ? { bank, ...(tags.length > 0 && { tags }), count } : { question }),
      ...(points !== null && { points }),
    })),
  };
}

function writeBank({ title, description, visibility, key, questions }: ArchivedBank): string {
  const head = { title, ...(description !== "" && { description }), visibility, key };
  return [writeYaml(head), ...questions.map(writeQuestion)].join("---\n");
}

function writeQuestion({ name, key, topics, problem, content }: ArchivedQuestion): string {
  const { problemId: _, kind, tags, defaultPoints, ...rest } = content as Extract<typeof content, { kind: "CODE" }>;
  const question = {
    ...{ name, key },
    ...(topics.length > 0 && { topics }),
    kind,
    ...(problem !== null && { problem }),
    ...rest,
    ...(tags.length > 0 && { tags }),
    ...(defaultPoints !== 1 && { defaultPoints }),
  };
  const yaml = writeYaml(question);
  return Buffer.byteLength(yaml) <= YAML_MAX_BYTES ? yaml : `${JSON.stringify(question)}\n`;
}
