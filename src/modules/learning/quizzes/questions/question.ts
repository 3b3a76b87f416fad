/**
 * Content of a question, as authors write it and as it is stored with each version. Holds the solution: what a learner may see of it
 * is derived in ../attempts/.
 */
import * as z from "zod";
import { CHECKERS } from "../../../../judge/checkers/index.js";
import { checkerParameters } from "../../../../judge/checkers/parameters.js";
import { CUSTOM } from "../../../../judge/checker-programs/checker-program.js";
import { findLanguage, languageIdOf } from "../../../../judge/languages/index.js";
import { canonicalLocale } from "../../../../kernel/locales.js";
import { TRANSLATIONS_MAX } from "../../../../kernel/translations.js";
import { id } from "../../../../kernel/schemas.js";
import { contentFaults } from "./question-faults.js";
import { QUESTION_LIMITS } from "./question-limits.js";

export const QUESTION_KINDS = [
  "SINGLE_CHOICE",
  "MULTIPLE_CHOICE",
  "TRUE_FALSE",
  "SHORT_TEXT",
  "NUMERIC",
  "ORDERING",
  "MATCHING",
  "CODE_OUTPUT",
  "CODE",
  "ESSAY",
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Text that PostgreSQL can store as JSON: no NUL, no half of a surrogate pair. */
const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "must be well-formed Unicode without NUL characters");

/** Like `storable`, and not blank. */
const written = (most: number) => storable(most).refine((value) => value.trim() !== "", "must not be empty");

const text = written(QUESTION_LIMITS.text);
/** Unique within the question. Learners never see it. */
const key = written(QUESTION_LIMITS.key);
/** Markdown. */
const feedback = storable(QUESTION_LIMITS.text).optional();
/** Share of the points that an answer earns: 1 is all of them, -0.5 takes away half. */
const weight = z.number().min(-1).max(1);
const finite = z.number();

const tag = z.string().refine((text) => canonicalLocale(text) === text, "must be a language tag such as `de` or `de-AT`");

/** What learners read of the question, in another language. What is not translated is shown as it was written. */
const translation = z.strictObject({
  locale: tag,
  prompt: written(QUESTION_LIMITS.prompt),
  explanation: storable(QUESTION_LIMITS.explanation).optional(),
  /** Of choices, items and left sides, by their ids. */
  texts: z
    .array(z.strictObject({ id: key, text }))
    .max(QUESTION_LIMITS.parts)
    .default([]),
  /** Right sides of pairs, and extra ones, by what they are in the question's own language. */
  rights: z
    .array(z.strictObject({ right: text, text }))
    .max(2 * QUESTION_LIMITS.parts)
    .default([]),
});
export type QuestionTranslation = z.infer<typeof translation>;

const common = {
  /** For lists of authors, one line. */
  title: storable(QUESTION_LIMITS.title).optional(),
  /** Markdown. */
  prompt: written(QUESTION_LIMITS.prompt),
  /** Markdown; shown with the solution. */
  explanation: storable(QUESTION_LIMITS.explanation).optional(),
  /** Words of the author, to find and draw questions; learners never see them. */
  tags: z.array(written(QUESTION_LIMITS.tag)).max(QUESTION_LIMITS.tags).default([]),
  /** Points for a correct answer, unless the quiz sets others. */
  defaultPoints: finite.min(0).max(QUESTION_LIMITS.points).default(1),
  /** Absent, not empty, without any: stored contents are compared. */
  translations: z.array(translation).min(1).max(TRANSLATIONS_MAX).optional(),
};

/** `text` is Markdown. */
const choice = z.object({ id: key, text, weight, feedback });
const choices = z.array(choice).min(2).max(QUESTION_LIMITS.parts);

/** One choice may be selected; its weight is the share of the points. */
const singleChoice = z.object({ kind: z.literal("SINGLE_CHOICE"), ...common, choices });

/** Any number of choices may be selected. The share is the sum of their weights, divided by the sum of all positive weights. */
const multipleChoice = z.object({ kind: z.literal("MULTIPLE_CHOICE"), ...common, choices });

/** Each feedback is for learners who gave that answer. */
const trueFalse = z.object({
  kind: z.literal("TRUE_FALSE"),
  ...common,
  answer: z.boolean(),
  trueFeedback: feedback,
  falseFeedback: feedback,
});

/** `pattern` is a regular expression that must match the whole answer; pattern-syntax.ts says what is supported. */
const textAnswer = z.union([
  z.strictObject({ text: written(QUESTION_LIMITS.text), weight, feedback }),
  z.strictObject({ pattern: written(QUESTION_LIMITS.pattern), weight, feedback }),
]);

/** The first matching answer decides. */
const shortText = z.object({
  kind: z.literal("SHORT_TEXT"),
  ...common,
  answers: z.array(textAnswer).min(1).max(QUESTION_LIMITS.parts),
  caseSensitive: z.boolean().default(false),
  /** White space at the ends is ignored and every run of it counts as one space, in answers and in accepted texts. */
  normalizeWhitespace: z.boolean().default(true),
});

/** An interval, ends included; or a value with a largest absolute difference. */
const numericAnswer = z.union([
  z.strictObject({ min: finite, max: finite, weight, feedback }),
  z.strictObject({ value: finite, tolerance: finite.min(0), weight, feedback }),
]);

/** The first matching answer decides. */
const numeric = z.object({
  kind: z.literal("NUMERIC"),
  ...common,
  answers: z.array(numericAnswer).min(1).max(QUESTION_LIMITS.parts),
});

/** `items` in the correct order; learners see them shuffled. `text` is Markdown. */
const ordering = z.object({
  kind: z.literal("ORDERING"),
  ...common,
  items: z
    .array(z.object({ id: key, text }))
    .min(2)
    .max(QUESTION_LIMITS.parts),
});

/** Each left side has one right side; equal right sides count as one. `extraRights` match nothing. Texts are Markdown. */
const matching = z.object({
  kind: z.literal("MATCHING"),
  ...common,
  pairs: z
    .array(z.object({ id: key, left: text, right: text }))
    .min(1)
    .max(QUESTION_LIMITS.parts),
  extraRights: z.array(text).max(QUESTION_LIMITS.parts).default([]),
});

const code = storable(QUESTION_LIMITS.code);

/** What does this program print? `checker` compares the answer with `expectedOutput`. */
const codeOutput = z.object({
  kind: z.literal("CODE_OUTPUT"),
  ...common,
  /** Id or alias of a language. */
  language: z
    .string()
    .refine((name) => findLanguage(name) !== undefined, "must be a language of this installation")
    .transform(languageIdOf),
  source: written(QUESTION_LIMITS.code),
  stdin: code.optional(),
  expectedOutput: code,
  checker: z
    .string()
    .refine((name) => name !== CUSTOM && CHECKERS.some((checker) => checker.id === name), "must be a built-in checker")
    .default("tokens"),
  checkerParameters: checkerParameters.default({}),
});

/** Answered by submissions to this problem during the attempt; the best one counts. */
const codeQuestion = z.object({ kind: z.literal("CODE"), ...common, problemId: id });

/** Free text, graded by staff; no automatic points. */
const essay = z.object({
  kind: z.literal("ESSAY"),
  ...common,
  /** Markdown, for graders. */
  graderNotes: storable(QUESTION_LIMITS.explanation).optional(),
});

const anyKind = z.discriminatedUnion("kind", [
  singleChoice,
  multipleChoice,
  trueFalse,
  shortText,
  numeric,
  ordering,
  matching,
  codeOutput,
  codeQuestion,
  essay,
]);

export type QuestionContent = z.infer<typeof anyKind>;
/** What `questionContent` accepts: fields with a default may be absent. */
export type QuestionInput = z.input<typeof anyKind>;
export type ContentOf<K extends QuestionKind> = Extract<QuestionContent, { kind: K }>;

/** Content of any kind. Unknown fields are left out. */
export const questionContent = anyKind.superRefine((content, context) => {
  for (const { path, message } of contentFaults(content)) context.addIssue({ code: "custom", path, message });
  if (JSON.stringify(content).length > QUESTION_LIMITS.total) {
    context.addIssue({ code: "custom", path: [], message: `A question has at most ${QUESTION_LIMITS.total} characters.` });
  }
});
