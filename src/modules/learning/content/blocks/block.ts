/**
 * Blocks of a lesson as stored in revisions and written to archives. Each has a permanent key, so that progress can refer to it: it stays
 * the same when the block is edited, moved or translated.
 */
import * as z from "zod";
import { findLanguage } from "../../../../judge/languages/index.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { id } from "../../../../kernel/schemas.js";
import { BLOCK_TEXT_MAX, BLOCKS_MAX, CAPTION_MAX, TITLE_MAX } from "../limits.js";
import { VIDEO_PROVIDERS } from "./video.js";

export const BLOCK_KINDS = ["MARKDOWN", "CODE", "IMAGE", "FILE", "VIDEO", "PROBLEM", "QUIZ"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const SYNTAX_MAX = 30;
const SYNTAX = /^[a-z0-9][a-z0-9+#.-]*$/;

const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "must not have NUL characters or unpaired surrogates");
const visible = (most: number) => storable(most).refine((text) => /\S/.test(text), "must have a visible character");
const oneLine = (most: number) => storable(most).refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), "must be a single line");

export const block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("MARKDOWN"), key: id, text: visible(BLOCK_TEXT_MAX) }),
  z.object({
    kind: z.literal("CODE"),
    key: id,
    /** A language of the judge, or another name for highlighting. */
    syntax: z.string().max(SYNTAX_MAX).regex(SYNTAX, "must be the name of a language, in lower case"),
    source: visible(BLOCK_TEXT_MAX),
    /** Learners may run it with `runCode`. */
    runnable: z.boolean(),
  }),
  z.object({ kind: z.literal("IMAGE"), key: id, fileId: id, alt: oneLine(CAPTION_MAX), caption: oneLine(CAPTION_MAX) }),
  z.object({ kind: z.literal("FILE"), key: id, fileId: id, title: oneLine(TITLE_MAX) }),
  z.object({
    kind: z.literal("VIDEO"),
    key: id,
    provider: z.enum(VIDEO_PROVIDERS),
    videoId: z.string().max(20),
    title: oneLine(TITLE_MAX),
  }),
  z.object({ kind: z.literal("PROBLEM"), key: id, problemId: id }),
  z.object({ kind: z.literal("QUIZ"), key: id, quizId: id }),
]);

export type Block = z.infer<typeof block>;

/** All that is wrong with a list of blocks; `field` is its path. Files, problems and quizzes are checked by their owners. */
export function blockProblems(given: readonly unknown[], field: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (given.length > BLOCKS_MAX) {
    const message = `A lesson has at most ${BLOCKS_MAX} blocks.`;
    problems.push({ field, code: "TOO_MANY", message, maximum: BLOCKS_MAX, actual: given.length });
  }
  const keys = new Set<string>();
  given.forEach((one, index) => {
    const { success, data, error } = block.safeParse(one);
    for (const issue of error?.issues ?? []) {
      problems.push({ field: [field, index, ...issue.path].join("."), code: "INVALID_VALUE", message: `${issue.message}.` });
    }
    if (!success) return;
    if (keys.has(data.key)) problems.push({ field: `${field}.${index}.key`, code: "DUPLICATE", message: "Two blocks have this key." });
    keys.add(data.key);
    if (data.kind === "CODE" && data.runnable && !findLanguage(data.syntax)) {
      problems.push({ field: `${field}.${index}.code.syntax`, code: "UNKNOWN_VALUE", message: "Only a language of the judge can be run." });
    }
  });
  return problems;
}

export const fileIdsIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((one) => (one.kind === "IMAGE" || one.kind === "FILE" ? [one.fileId] : []))),
];

export const problemIdsIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((one) => (one.kind === "PROBLEM" ? [one.problemId] : []))),
];

export const quizIdsIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((one) => (one.kind === "QUIZ" ? [one.quizId] : []))),
];
