/**
 * A quiz as a YAML file, for the seed: its texts, and its questions as they are stored (../questions/question.ts), each with a name that
 * is unique in the file. The format is in docs/authoring.md.
 */
import * as z from "zod";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { parseYaml } from "../../../../judge/packages/yaml.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { QUIZ_LIMITS } from "../authoring/quiz-limits.js";
import { questionContent, type QuestionContent } from "../questions/question.js";

export interface QuizFileQuestion {
  name: string;
  /** Slugs. */
  topics: string[];
  content: QuestionContent;
}

export interface QuizFile {
  title: string;
  description: string;
  /** Title of the bank that the questions are kept in. */
  bank: string;
  questions: QuizFileQuestion[];
}

const name = z.string().max(60).regex(KEBAB_CASE, "must have lower case letters and digits, joined by single dashes");
const line = z.string().trim().min(1).max(QUIZ_LIMITS.title);
const head = z.strictObject({
  title: line,
  description: z.string().max(QUIZ_LIMITS.description).default(""),
  bank: line,
  questions: z
    .array(z.looseObject({ name, topics: z.array(name).max(10).default([]) }))
    .min(1)
    .max(QUIZ_LIMITS.items),
});

/** Null, with faults, if it is not one. */
export function readQuizFile(text: string, path: string, findings: Findings): QuizFile | null {
  const given = parseYaml(text, path, findings);
  if (!given) return null;
  const parsed = head.safeParse(given);
  const fault = (at: readonly PropertyKey[], message: string) =>
    findings.fault("VALUE_INVALID", path, `\`${at.map(String).join(".")}\`: ${message}`);
  for (const { path: at, message } of parsed.error?.issues ?? []) fault(at, message);
  if (!parsed.success) return null;
  const { questions, ...quiz } = parsed.data;
  const names = questions.map((one) => one.name);
  if (new Set(names).size < names.length) fault(["questions"], "must have different names");
  const read = questions.flatMap(({ name: own, topics, ...content }, index): QuizFileQuestion[] => {
    const question = questionContent.safeParse(content);
    for (const { path: at, message } of question.error?.issues ?? []) fault(["questions", index, ...at], message);
    return question.success ? [{ name: own, topics, content: question.data }] : [];
  });
  return read.length < questions.length || findings.faultCount > 0 ? null : { ...quiz, questions: read };
}
