/** Answers as stored: in terms of the question's content, not of what one attempt showed. */
import * as z from "zod";
import { QUESTION_LIMITS } from "../questions/question-limits.js";

/** Characters of a free answer. */
export const ANSWER_CHARS = { SHORT_TEXT: 1000, CODE_OUTPUT: 20_000, ESSAY: 50_000 } as const;

const keys = z.array(z.string()).max(2 * QUESTION_LIMITS.parts);

/** `selected`: ids of choices. `order`: ids of all items. `matches`: ids of pairs with the text of a right side. */
export const answer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("SINGLE_CHOICE"), selected: keys }),
  z.object({ kind: z.literal("MULTIPLE_CHOICE"), selected: keys }),
  z.object({ kind: z.literal("TRUE_FALSE"), value: z.boolean() }),
  z.object({ kind: z.literal("SHORT_TEXT"), text: z.string() }),
  z.object({ kind: z.literal("NUMERIC"), number: z.number() }),
  z.object({ kind: z.literal("ORDERING"), order: keys }),
  z.object({ kind: z.literal("MATCHING"), matches: z.array(z.object({ pair: z.string(), right: z.string() })) }),
  z.object({ kind: z.literal("CODE_OUTPUT"), text: z.string() }),
  z.object({ kind: z.literal("ESSAY"), text: z.string() }),
]);

export type Answer = z.infer<typeof answer>;
export type AnswerOf<K extends Answer["kind"]> = Extract<Answer, { kind: K }>;
