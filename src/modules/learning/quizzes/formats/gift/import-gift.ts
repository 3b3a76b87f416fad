/** Questions of a GIFT file as questions here, each with what was not understood. Yields to other work between items. */
import type { QuestionInput } from "../../questions/question.js";
import { IMPORT_LIMITS, itemOf, Refusal, type ImportedFile, type ImportedItem, type Notes, type Place } from "../imported-item.js";
import { createPauses } from "../pauses.js";
import * as parts from "../question-parts.js";
import { createTextReader, type TextReader } from "../texts/foreign-text.js";
import { plainToMarkdown } from "../texts/markdown-text.js";
import { giftParts, type GiftSource } from "./gift-items.js";
import type { GiftAnswers, GiftChoice, GiftNumericAnswer, GiftQuestion } from "./gift-question.js";
import type { GiftText } from "./gift-text.js";
import { parseGift } from "./parse-gift.js";

export async function importGift(text: string): Promise<ImportedFile> {
  const file = text.replace(/^\uFEFF/, "");
  if (file.length > IMPORT_LIMITS.file) return { items: [], faults: [`The file has more than ${IMPORT_LIMITS.file} characters.`] };
  if (hasMoreLines(file, IMPORT_LIMITS.lines)) return { items: [], faults: [`The file has more than ${IMPORT_LIMITS.lines} lines.`] };
  const sources: GiftSource[] = [];
  for (const part of giftParts(file)) {
    if (part.type === "question") sources.push(part.source);
    if (sources.length > IMPORT_LIMITS.items)
      return { items: [], faults: [`The file has more than ${IMPORT_LIMITS.items} questions. Divide it.`] };
  }
  if (sources.length === 0) return { items: [], faults: ["The file has no questions."] };
  const read = createTextReader();
  const pause = createPauses();
  const items: ImportedItem[] = [];
  for (const [index, source] of sources.entries()) {
    await pause();
    items.push(itemFrom(source, index + 1, read));
  }
  return { items, faults: [] };
}

function hasMoreLines(file: string, most: number): boolean {
  let count = 0;
  for (const _ of file.matchAll(/\r\n|\n|\r/g)) if (++count > most) return true;
  return false;
}

function itemFrom(source: GiftSource, position: number, read: TextReader): ImportedItem {
  const place: Place = { position, line: source.line, foreignKind: "", title: source.text.slice(0, 60) };
  let question: GiftQuestion;
  try {
    if (source.text.length > IMPORT_LIMITS.item) throw new Refusal(`The question has more than ${IMPORT_LIMITS.item} characters.`);
    question = parseGift(source.text, source.line);
  } catch (error) {
    return itemOf(place, () => {
      throw error;
    });
  }
  const title = question.title?.trim() || question.stem.text.slice(0, 60);
  return itemOf({ ...place, foreignKind: KINDS[question.answers.type], title }, (notes) => {
    const text = (value: GiftText | null) => (value ? read(value, notes) : "");
    const common: parts.Common = {
      ...parts.titleFrom(question.title, notes),
      prompt: text(promptOf(question)),
      ...parts.optional("explanation", text(question.generalFeedback)),
      tags: parts.tagsFrom(source, notes),
    };
    return questionOf(question.answers, common, text, notes);
  });
}

/** The names that Moodle has for the types. */
const KINDS: Readonly<Record<GiftAnswers["type"], string>> = {
  Description: "description",
  Essay: "essay",
  TF: "truefalse",
  MC: "multichoice",
  Short: "shortanswer",
  Numerical: "numerical",
  Matching: "match",
  Ordering: "ordering",
};

/** Where answers stand in a sentence, it has a gap. */
function promptOf({ stem, stemAfter }: GiftQuestion): GiftText {
  if (!stemAfter) return stem;
  // A line of underscores alone would be a rule in Markdown.
  const gap = stem.format === "markdown" ? "\\_\\_\\_\\_\\_" : "_____";
  const apart = stem.text !== "" && !/\s$/.test(stem.text) ? " " : "";
  const close = /^[.,;:!?)\]}]/.test(stemAfter.text) ? "" : " ";
  return { format: stem.format, text: `${stem.text}${apart}${gap}${close}${stemAfter.text}` };
}

type Text = (value: GiftText | null) => string;

function questionOf(answers: GiftAnswers, common: parts.Common, text: Text, notes: Notes): QuestionInput {
  switch (answers.type) {
    case "Description":
      throw new Refusal("A text without a question (description): put it into a material or into the prompt of a question.");
    case "Essay":
      return { kind: "ESSAY", ...common };
    case "TF": {
      const { isTrue, wrongFeedback, rightFeedback } = answers;
      const [trueFeedback, falseFeedback] = isTrue ? [rightFeedback, wrongFeedback] : [wrongFeedback, rightFeedback];
      const feedback = { ...parts.optional("trueFeedback", text(trueFeedback)), ...parts.optional("falseFeedback", text(falseFeedback)) };
      return { kind: "TRUE_FALSE", ...common, answer: isTrue, ...feedback };
    }
    case "MC": {
      const single = answers.choices.some(({ correct }) => correct);
      const weighted = answers.choices.map((choice) => ({ ...weightedOf(choice, text), text: text(choice.text) }));
      if (!single) parts.checkSum(weighted, notes);
      return { kind: single ? "SINGLE_CHOICE" : "MULTIPLE_CHOICE", ...common, choices: parts.choicesFrom(weighted) };
    }
    case "Short": {
      const weighted = answers.choices.map((choice) => ({ ...weightedOf(choice, text), text: choice.text.text }));
      return { kind: "SHORT_TEXT", ...common, answers: parts.shortTextFrom(weighted, notes) };
    }
    case "Numerical":
      return { kind: "NUMERIC", ...common, answers: answers.answers.flatMap((answer) => numericOf(answer, text)) };
    case "Matching":
      return {
        kind: "MATCHING",
        ...common,
        ...parts.matchingFrom(answers.pairs.map(({ left, right }) => ({ left: text(left), right: plainToMarkdown(right) }))),
      };
    case "Ordering":
      return { kind: "ORDERING", ...common, items: parts.itemsFrom(answers.items.map(text)) };
  }
}

const weightedOf = ({ correct, weight, feedback }: GiftChoice | GiftNumericAnswer, text: Text) => ({
  weight: weight === null ? (correct ? 1 : 0) : parts.shareOf(weight),
  feedback: text(feedback),
});

function numericOf(answer: GiftNumericAnswer, text: Text): parts.NumericAnswers {
  const { weight, feedback } = weightedOf(answer, text);
  const rest = { weight, ...parts.optional("feedback", feedback) };
  const { number } = answer;
  // Any other number is wrong anyway.
  if (number === null) return weight === 0 && feedback === "" ? [] : [{ ...parts.ANY_NUMBER, ...rest }];
  if (number.type === "high-low") return [{ min: number.low, max: number.high, ...rest }];
  return [{ value: number.number, tolerance: number.type === "range" ? number.range : 0, ...rest }];
}
