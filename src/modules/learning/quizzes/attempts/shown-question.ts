/** What learners see of a question. The only place where a question's content becomes part of an answer to a learner. */
import { grade } from "../grading/grade.js";
import { servedLocale } from "../../../../kernel/locales.js";
import type { QuestionContent, QuestionKind, QuestionTranslation } from "../questions/question.js";
import type { Answer } from "./answer.js";
import type { Outcome } from "./attempt-states.js";
import { shuffled } from "./draw.js";

export interface Option {
  /** Place in the order shown, from 1: authors' ids could tell the solution. */
  key: string;
  text: string;
}

export interface ShownAnswer {
  selected: string[] | null;
  value: boolean | null;
  text: string | null;
  number: number | null;
  order: string[] | null;
  matches: { left: string; right: string }[] | null;
}

/** What belongs to the solution. */
export interface Solution {
  share: number | null;
  points: number | null;
  /** Markdown. */
  feedback: string[];
  comment: string | null;
  explanation: string | null;
  /** In the form of an answer; null for kinds without one, such as essays. */
  correct: ShownAnswer | null;
  /** Intervals and patterns have no answer of their own, so they are described. */
  accepted: string[];
  /** Share of the points by option. */
  weights: { key: string; weight: number }[];
}

export interface ShownQuestion {
  position: number;
  section: string;
  kind: QuestionKind;
  /** Language of the texts if they are a translation; null: as they were written. */
  locale: string | null;
  prompt: string;
  points: number;
  options: Option[];
  lefts: Option[];
  language: string | null;
  source: string | null;
  stdin: string | null;
  problemId: string | null;
  answer: ShownAnswer | null;
  answerVersion: number;
  answeredAt: Date | null;
  /** Null until the viewer may see it. */
  solution: Solution | null;
}

/** Keys of options and left sides in the order shown. */
export interface Shown {
  options: string[];
  lefts: string[];
}

/** Fixed at the start of an attempt. What has an order as its solution is always shuffled. */
export function orderShown(content: QuestionContent, seed: string, shuffleChoices: boolean): Shown {
  const mix = (part: string, keys: string[]) => shuffled(`${seed}:${part}`, keys, (key) => key);
  switch (content.kind) {
    case "SINGLE_CHOICE":
    case "MULTIPLE_CHOICE": {
      const ids = content.choices.map(({ id }) => id);
      return { options: shuffleChoices ? mix("choices", ids) : ids, lefts: [] };
    }
    case "ORDERING":
      return {
        options: mix(
          "items",
          content.items.map(({ id }) => id),
        ),
        lefts: [],
      };
    case "MATCHING": {
      const lefts = content.pairs.map(({ id }) => id);
      const rights = [...new Set([...content.pairs.map(({ right }) => right), ...content.extraRights])];
      return { options: mix("rights", rights), lefts: shuffleChoices ? mix("lefts", lefts) : lefts };
    }
    default:
      return { options: [], lefts: [] };
  }
}

export interface StoredQuestion {
  position: number;
  section: string;
  points: number;
  shown: Shown;
  answer: Answer | null;
  answerVersion: number;
  answeredAt: Date | null;
  outcome: Outcome | null;
  content: QuestionContent;
}

/** In the language that `requested` falls back to; what has no translation is as it was written. */
export function shownQuestion(stored: StoredQuestion, revealed: boolean, requested?: string | null): ShownQuestion {
  const translation = translationFor(stored.content, requested);
  return shownIn(translation ? { ...stored, content: inLanguage(stored.content, translation) } : stored, revealed, translation);
}

function translationFor({ translations = [] }: QuestionContent, requested: string | null | undefined): QuestionTranslation | null {
  const locales = translations.map(({ locale }) => locale);
  const served = locales.length === 0 ? "" : servedLocale(requested, locales, "");
  return translations.find(({ locale }) => locale === served) ?? null;
}

/** With other texts only: ids, and right sides, which are ids of their own, stay. */
function inLanguage<C extends QuestionContent>(content: C, { prompt, explanation, texts }: QuestionTranslation): C {
  const text = new Map(texts.map((one) => [one.id, one.text]));
  const translated = <P extends { id: string }>(parts: readonly P[], field: "text" | "left") =>
    parts.map((part) => (text.has(part.id) ? { ...part, [field]: text.get(part.id) } : part));
  return {
    ...content,
    prompt,
    ...(content.explanation !== undefined && { explanation: explanation ?? content.explanation }),
    ...("choices" in content && { choices: translated(content.choices, "text") }),
    ...("items" in content && { items: translated(content.items, "text") }),
    ...("pairs" in content && { pairs: translated(content.pairs, "left") }),
  };
}

function shownIn(stored: StoredQuestion, revealed: boolean, translation: QuestionTranslation | null): ShownQuestion {
  const rights = new Map(translation?.rights.map(({ right, text }) => [right, text]));
  const { content, shown, answer, answerVersion, answeredAt, position, section, points } = stored;
  const isOutput = content.kind === "CODE_OUTPUT";
  return {
    ...{ position, section, points, answerVersion, answeredAt },
    kind: content.kind,
    locale: translation?.locale ?? null,
    prompt: content.prompt,
    options: shown.options.map((key, index) => ({ key: String(index + 1), text: rights.get(key) ?? optionText(content, key) })),
    lefts: shown.lefts.map((key, index) => ({ key: String(index + 1), text: leftText(content, key) })),
    language: isOutput ? content.language : null,
    source: isOutput ? content.source : null,
    stdin: isOutput ? (content.stdin ?? null) : null,
    problemId: content.kind === "CODE" ? content.problemId : null,
    answer: answer && shownAnswer(answer, shown),
    solution: revealed ? solutionOf(stored) : null,
  };
}

function optionText(content: QuestionContent, key: string): string {
  if (content.kind === "SINGLE_CHOICE" || content.kind === "MULTIPLE_CHOICE")
    return content.choices.find(({ id }) => id === key)?.text ?? "";
  if (content.kind === "ORDERING") return content.items.find(({ id }) => id === key)?.text ?? "";
  return key;
}

function leftText(content: QuestionContent, key: string): string {
  return content.kind === "MATCHING" ? (content.pairs.find(({ id }) => id === key)?.left ?? "") : "";
}

const NOTHING: ShownAnswer = { selected: null, value: null, text: null, number: null, order: null, matches: null };

function shownAnswer(answer: Answer, { options, lefts }: Shown): ShownAnswer {
  const keyIn = (keys: readonly string[], key: string) => String(keys.indexOf(key) + 1);
  switch (answer.kind) {
    case "SINGLE_CHOICE":
    case "MULTIPLE_CHOICE":
      return { ...NOTHING, selected: answer.selected.map((id) => keyIn(options, id)) };
    case "TRUE_FALSE":
      return { ...NOTHING, value: answer.value };
    case "NUMERIC":
      return { ...NOTHING, number: answer.number };
    case "ORDERING":
      return { ...NOTHING, order: answer.order.map((id) => keyIn(options, id)) };
    case "MATCHING":
      return { ...NOTHING, matches: answer.matches.map(({ pair, right }) => ({ left: keyIn(lefts, pair), right: keyIn(options, right) })) };
    case "SHORT_TEXT":
    case "CODE_OUTPUT":
    case "ESSAY":
      return { ...NOTHING, text: answer.text };
  }
}

function solutionOf({ content, shown, answer, outcome }: StoredQuestion): Solution {
  const correct = correctAnswer(content);
  const weights =
    content.kind === "SINGLE_CHOICE" || content.kind === "MULTIPLE_CHOICE"
      ? content.choices.map(({ id, weight }) => ({ key: String(shown.options.indexOf(id) + 1), weight }))
      : [];
  return {
    share: outcome?.share ?? null,
    points: outcome?.points ?? null,
    comment: outcome?.comment ?? null,
    feedback: answer ? (grade(content, answer)?.feedback ?? []) : [],
    explanation: content.explanation ?? null,
    correct: correct && shownAnswer(correct, shown),
    accepted: acceptedTexts(content),
    weights,
  };
}

function correctAnswer(content: QuestionContent): Answer | null {
  switch (content.kind) {
    case "SINGLE_CHOICE": {
      const best = Math.max(...content.choices.map(({ weight }) => weight));
      return { kind: content.kind, selected: content.choices.filter(({ weight }) => weight === best).map(({ id }) => id) };
    }
    case "MULTIPLE_CHOICE":
      return { kind: content.kind, selected: content.choices.filter(({ weight }) => weight > 0).map(({ id }) => id) };
    case "TRUE_FALSE":
      return { kind: content.kind, value: content.answer };
    case "ORDERING":
      return { kind: content.kind, order: content.items.map(({ id }) => id) };
    case "MATCHING":
      return { kind: content.kind, matches: content.pairs.map(({ id, right }) => ({ pair: id, right })) };
    case "CODE_OUTPUT":
      return { kind: content.kind, text: content.expectedOutput };
    default:
      return null;
  }
}

/** Accepted answers with a positive weight. */
function acceptedTexts(content: QuestionContent): string[] {
  if (content.kind === "SHORT_TEXT") {
    return content.answers.filter(({ weight }) => weight > 0).map((one) => ("text" in one ? one.text : `/${one.pattern}/`));
  }
  if (content.kind !== "NUMERIC") return [];
  return content.answers
    .filter(({ weight }) => weight > 0)
    .map((one) =>
      "min" in one ? `${one.min} to ${one.max}` : one.tolerance === 0 ? String(one.value) : `${one.value} ± ${one.tolerance}`,
    );
}
