/** Parts of our questions in the terms of Moodle: the reverse of question-parts.ts. */
import type { ContentOf, QuestionContent } from "../questions/question.js";
import { Refusal, type Notes } from "./imported-item.js";
import { ANY_NUMBER, ANYTHING, ID_TAG } from "./question-parts.js";

/** A share as per cent without exponent, with up to 12 digits. */
export function percentOf(weight: number): string {
  const percent = Number((weight * 100).toPrecision(12));
  // Smaller numbers would be written with an exponent.
  return Math.abs(percent) < 1e-6 ? "0" : String(percent);
}

/** Moodle adds the weights up to at most 100 %; here they are divided by the sum of the positive ones, which gives the same. */
export function normalizedWeights(choices: readonly { weight: number }[], notes: Notes): number[] {
  const sum = choices.reduce((total, { weight }) => total + Math.max(0, weight), 0);
  if (Math.abs(sum - 1) < 1e-6) return choices.map(({ weight }) => weight);
  notes.add("The weights were scaled so that the correct choices add up to 100 %.");
  return choices.map(({ weight }) => Math.max(-1, weight / sum));
}

/** With `*` for any text and `\*` for an asterisk. Null for a pattern that says more. */
export function wildcardOf(answer: ContentOf<"SHORT_TEXT">["answers"][number]): string | null {
  if (!("pattern" in answer)) return answer.text.replaceAll("*", "\\*");
  const parts = answer.pattern.split(ANYTHING);
  const literals = parts.map((part) =>
    /^(?:\\[\\^$.*+?()[\]{}|/]|[^\\^$.*+?()[\]{}|/])*$/u.test(part) ? part.replace(/\\(.)/gu, "$1") : null,
  );
  if (literals.includes(null)) return null;
  return literals.map((literal) => literal!.replaceAll("*", "\\*")).join("*");
}

export interface WrittenAnswer {
  text: string;
  percent: string;
  feedback: string;
}

/** Patterns that Moodle cannot express are left out; the question is refused if no other answer earns points. */
export function shortAnswers({ answers, normalizeWhitespace }: ContentOf<"SHORT_TEXT">, notes: Notes): WrittenAnswer[] {
  const written = answers.flatMap((answer) => {
    const text = wildcardOf(answer);
    if (text === null) notes.add("An accepted answer is a regular expression, which Moodle does not have: it is left out.");
    return text === null ? [] : [{ text, percent: percentOf(answer.weight), feedback: answer.feedback ?? "" }];
  });
  if (!written.some(({ percent }) => Number(percent) > 0))
    throw new Refusal("Every answer that earns points is a regular expression, which Moodle does not have.");
  if (!normalizeWhitespace) notes.add("That white space counts is left out.");
  return written;
}

export const isAnyNumber = (answer: ContentOf<"NUMERIC">["answers"][number]) =>
  "min" in answer && answer.min === ANY_NUMBER.min && answer.max === ANY_NUMBER.max;

/** Tags, and the id that a question had in another system. */
export function splitTags({ tags }: QuestionContent): { tags: string[]; id: string | null } {
  const id = tags.find((tag) => tag.startsWith(ID_TAG) && tag.length > ID_TAG.length);
  return { tags: tags.filter((tag) => tag !== id), id: id?.slice(ID_TAG.length) ?? null };
}

export function refuseOwnKinds(content: QuestionContent): void {
  if (content.kind === "CODE") throw new Refusal("Questions that are answered by submissions exist here only.");
  if (content.kind === "CODE_OUTPUT") throw new Refusal("Questions about the output of a program exist here only.");
}
