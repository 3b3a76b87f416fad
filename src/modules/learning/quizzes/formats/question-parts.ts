/** Parts of our questions from answers with shares, as both formats have them. */
import type { QuestionInput } from "../questions/question.js";
import { QUESTION_LIMITS } from "../questions/question-limits.js";
import { Refusal, shortened, type Notes } from "./imported-item.js";

type Choices = Extract<QuestionInput, { kind: "SINGLE_CHOICE" }>["choices"];
type TextAnswers = Extract<QuestionInput, { kind: "SHORT_TEXT" }>["answers"];
export type NumericAnswers = Extract<QuestionInput, { kind: "NUMERIC" }>["answers"];
type Matching = Pick<Extract<QuestionInput, { kind: "MATCHING" }>, "pairs" | "extraRights">;
export type Common = Pick<QuestionInput, "title" | "prompt" | "explanation" | "tags" | "defaultPoints">;

export interface WeightedAnswer {
  text: string;
  /** From -1 to 1. */
  weight: number;
  feedback: string;
}

/** Of 100 %: thirds are written as 33.3. */
const ROUNDING = 0.001;

/** Feedback is left out if there is none: absent and empty mean the same. */
export const optional = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text } as Record<K, string>);

/** Per cent as a share: 33.33333 is 0.3333333, without the error of the division. */
export const shareOf = (percent: number) => Math.min(1, Math.max(-1, Number((percent / 100).toPrecision(12))));

export function choicesFrom(answers: readonly WeightedAnswer[]): Choices {
  return answers.map(({ text, weight, feedback }, index) => ({ id: String(index + 1), text, weight, ...optional("feedback", feedback) }));
}

/** Here the share of a set of choices is divided by the sum of all positive ones; Moodle adds them up and stops at 100 %. */
export function checkSum(answers: readonly WeightedAnswer[], notes: Notes): void {
  const sum = answers.reduce((total, { weight }) => total + Math.max(0, weight), 0);
  const percent = `${Number((sum * 100).toFixed(5))} %`;
  if (sum < 1 - ROUNDING - 1e-9)
    throw new Refusal(`The weights of the correct choices add up to ${percent}, so nobody could get all points. Make it 100 %.`);
  if (sum > 1 + ROUNDING) notes.add(`The weights of the correct choices add up to ${percent}. Here all of them together are 100 %.`);
}

/** `*` stands for any text, `\*` for an asterisk. */
export function shortTextFrom(answers: readonly WeightedAnswer[], notes: Notes): TextAnswers {
  return answers.map(({ text, weight, feedback }) => {
    const parts = text.split(/(\\\*|\*)/);
    const rest = { weight, ...optional("feedback", feedback) };
    if (!parts.includes("*")) return { text: parts.map((part) => (part === "\\*" ? "*" : part)).join(""), ...rest };
    // Several in a row mean the same as one.
    const pattern = parts
      .filter((part, index) => part !== "*" || !(parts[index - 1] === "" && parts[index - 2] === "*"))
      .map((part) => (part === "*" ? ANYTHING : escapePattern(part === "\\*" ? "*" : part)))
      .join("");
    if (pattern.length > QUESTION_LIMITS.pattern) notes.add("An accepted answer with * is too long for a pattern.");
    return { pattern, ...rest };
  });
}

/** Also over several lines, whatever the flags of the expression. */
export const ANYTHING = "[\\s\\S]*";
export const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Pairs without a left side are wrong right sides. */
export function matchingFrom(pairs: readonly { left: string; right: string }[]): Matching {
  const full = pairs.filter(({ left }) => left.trim() !== "");
  if (full.length === 0) throw new Refusal("A matching question without pairs.");
  return {
    pairs: full.map(({ left, right }, index) => ({ id: String(index + 1), left, right })),
    extraRights: pairs.filter(({ left, right }) => left.trim() === "" && right.trim() !== "").map(({ right }) => right),
  };
}

export const itemsFrom = (texts: readonly string[]) => texts.map((text, index) => ({ id: String(index + 1), text }));

/** Any number: a catch-all with feedback. The first matching answer decides, so it has to stand last. */
export const ANY_NUMBER = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE } as const;

/** Prefix of the tag that keeps the id which another system gave a question. */
export const ID_TAG = "id:";

/** Tags, the category and the id of a question in its file as tags here. */
export function tagsFrom(
  { tags, category, id }: { tags: readonly string[]; category: string | null; id: string | null },
  notes: Notes,
): string[] {
  const found = new Set<string>();
  for (const tag of [...tags, ...categoryTag(category), ...(id ? [`${ID_TAG}${id}`] : [])]) {
    const clean = tag.replace(/\s+/g, " ").trim();
    if (clean === "") continue;
    if (clean.length > QUESTION_LIMITS.tag) notes.add(`A tag or category is longer than ${QUESTION_LIMITS.tag} characters and was cut.`);
    found.add(shortened(clean, QUESTION_LIMITS.tag));
  }
  if (found.size > QUESTION_LIMITS.tags) notes.add(`Only the first ${QUESTION_LIMITS.tags} tags are kept.`);
  return [...found].slice(0, QUESTION_LIMITS.tags);
}

/** `$course$/top/Default for Unit 1/Loops` is `Default for Unit 1/Loops`. A slash within a name is `//`. */
function categoryTag(category: string | null): string[] {
  if (category === null) return [];
  const names = category.split(/(?<!\/)\/(?!\/)/).map((name) => name.trim().replaceAll("//", "/"));
  const own = names.filter((name, index) => name !== "" && !/^\$[\w-]+\$$/.test(name) && !(index <= 1 && name === "top"));
  const path = own.join("/");
  return path === "" ? [] : [path.length <= QUESTION_LIMITS.tag ? path : own.at(-1)!];
}

/** A title is one line. */
export function titleFrom(title: string | null, notes: Notes): { title?: string } {
  const clean = (title ?? "").replace(/\s+/g, " ").trim();
  if (clean === "") return {};
  if (clean.length > QUESTION_LIMITS.title) notes.add(`The title is longer than ${QUESTION_LIMITS.title} characters and was cut.`);
  return { title: shortened(clean, QUESTION_LIMITS.title) };
}
