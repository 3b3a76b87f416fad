/**
 * Quizzes and question banks as files of an archive: `quizzes/<slug>.yaml`, and `banks/<name>.yaml`, which has a head and then a document
 * for each question. The format is in docs/learning.md.
 */
import * as z from "zod";
import { canonicalLocale, type Translations } from "../../../../kernel/locales.js";
import { TRANSLATIONS_MAX } from "../../../../kernel/translations.js";
import { MIB } from "../../../../kernel/units.js";
import { id } from "../../../../kernel/schemas.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { QUIZ_LIMITS, REVEALS, type Reveal } from "../authoring/quiz-limits.js";
import type { QuizText } from "../authoring/quiz.entity.js";
import { BANK_VISIBILITIES, type BankVisibility } from "../questions/question.entity.js";
import type { QuestionContent } from "../questions/question.js";
import { QUESTION_LIMITS } from "../questions/question-limits.js";

export const ARCHIVE_LIMITS = {
  quizzes: 200,
  banks: 100,
  /** Of all banks. */
  questions: 5000,
  /** Contents of all questions. */
  characters: 32 * MIB,
  /** Of a bank's file. */
  bankBytes: 16 * MIB,
} as const;

export interface ArchivedQuestion {
  /** Within the file. */
  name: string;
  /** Null for one that gets one. */
  key: string | null;
  /** Slugs. */
  topics: string[];
  /** Slug of the problem of a CODE question, whose id in `content` is of no use. */
  problem: string | null;
  content: QuestionContent;
}

export interface ArchivedBank {
  path: string;
  /** Of its file. */
  name: string;
  key: string | null;
  title: string;
  description: string;
  visibility: BankVisibility;
  questions: ArchivedQuestion[];
}

export interface ArchivedItem {
  section: string;
  /** `<bank>/<name>`. Null for a draw. */
  question: string | null;
  /** Name of the bank to draw from. Null for a question. */
  bank: string | null;
  tags: string[];
  count: number;
  points: number | null;
}

export interface QuizSettings extends QuizText {
  locale: string;
  translations: Translations<QuizText>;
  shuffleQuestions: boolean;
  shuffleChoices: boolean;
  timeLimitMs: number | null;
  maxAttempts: number | null;
  cooldownMs: number;
  opensAt: Date | null;
  dueAt: Date | null;
  penalty: number;
  reveal: Reveal;
}

export interface ArchivedQuiz extends QuizSettings {
  path: string;
  slug: string;
  items: ArchivedItem[];
}

export interface QuizArchive {
  banks: ArchivedBank[];
  quizzes: ArchivedQuiz[];
}

export const QUIZ_DEFAULTS: Omit<QuizSettings, "title"> = {
  ...{
    description: "",
    locale: "en",
    translations: {},
    shuffleQuestions: false,
    shuffleChoices: true,
    timeLimitMs: null,
    maxAttempts: null,
    cooldownMs: 0,
  },
  ...{ opensAt: null, dueAt: null, penalty: 0, reveal: "AFTER_ATTEMPT" },
};

const oneLine = z
  .string()
  .trim()
  .max(QUIZ_LIMITS.title)
  .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), "must be a single line");
export const name = z.string().max(80).regex(KEBAB_CASE, "must have lower case letters and digits, joined by single dashes");
const prose = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "must be well-formed Unicode without NUL characters");
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getFullYear() >= 1970 && at.getFullYear() <= 9999, "must be in the years 1970 to 9999");

const tag = z.string().refine((text) => canonicalLocale(text) === text, "must be a language tag such as `en` or `de-AT`");

const item = z.strictObject({
  section: oneLine.default(""),
  question: z
    .string()
    .max(161)
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must be `<bank>/<name>`")
    .optional(),
  bank: name.optional(),
  tags: z.array(prose(QUESTION_LIMITS.tag)).max(QUESTION_LIMITS.tags).default([]),
  count: z.int().min(1).max(QUIZ_LIMITS.draw).default(1),
  points: z.number().min(0).max(QUESTION_LIMITS.points).optional(),
});

export const QUIZ = {
  title: oneLine.min(1),
  description: prose(QUIZ_LIMITS.description),
  locale: tag,
  translations: z
    .record(tag, z.strictObject({ title: oneLine.min(1), description: prose(QUIZ_LIMITS.description).default("") }))
    .refine((all) => Object.keys(all).length <= TRANSLATIONS_MAX, `must have at most ${TRANSLATIONS_MAX} languages`),
  shuffleQuestions: z.boolean(),
  shuffleChoices: z.boolean(),
  timeLimitMs: z.int().min(1000).max(QUIZ_LIMITS.timeLimitMs),
  maxAttempts: z.int().min(1).max(QUIZ_LIMITS.attempts),
  cooldownMs: z.int().min(0).max(QUIZ_LIMITS.cooldownMs),
  opensAt: moment,
  dueAt: moment,
  penalty: z.number().min(0).max(1),
  reveal: z.enum(REVEALS),
  items: z.array(item).max(QUIZ_LIMITS.items),
};

export const BANK = { title: oneLine.min(1), description: prose(5000), visibility: z.enum(BANK_VISIBILITIES), key: id };

/** What a question has besides its content. */
export const QUESTION = z.looseObject({ name, key: id.optional(), topics: z.array(name).max(10).default([]), problem: name.optional() });
