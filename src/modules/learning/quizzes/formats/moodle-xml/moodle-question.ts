/** One element `question` of Moodle XML as a question here. Throws Refusal for kinds that nothing here corresponds to. */
import type { QuestionInput } from "../../questions/question.js";
import { Refusal, type Notes } from "../imported-item.js";
import * as parts from "../question-parts.js";
import type { TextReader } from "../texts/foreign-text.js";
import { plainToMarkdown } from "../texts/markdown-text.js";
import { createMarkdownOf, fractionOf, isYes, noteLeftovers, plainOf, type MarkdownOf } from "./moodle-texts.js";
import type { Addresses } from "./question-files.js";
import type { Element } from "./xml-element.js";

const REFUSED: Readonly<Record<string, string>> = {
  description: "A text without a question (description): put it into a material or into the prompt of a question.",
  cloze: "Embedded answers (cloze) have no counterpart here: divide it into questions of their own.",
  multianswer: "Embedded answers (cloze) have no counterpart here: divide it into questions of their own.",
  calculated: "Calculated questions have no counterpart here.",
  calculatedmulti: "Calculated questions have no counterpart here.",
  calculatedsimple: "Calculated questions have no counterpart here.",
  randomsamatch: "Questions that are drawn from others have no counterpart here: a quiz can draw from a bank by tags.",
  random: "Questions that are drawn from others have no counterpart here: a quiz can draw from a bank by tags.",
};

interface Around {
  type: string;
  category: string | null;
  read: TextReader;
  notes: Notes;
  addresses: Addresses;
}

type Reader = (question: Element, common: parts.Common, markdownOf: MarkdownOf, notes: Notes) => QuestionInput;

export function questionFrom(question: Element, { type, category, read, notes, addresses }: Around): QuestionInput {
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (!reader)
    throw new Refusal((Object.hasOwn(REFUSED, type) ? REFUSED[type] : undefined) ?? `The type "${type}" has no counterpart here.`);
  const markdownOf = createMarkdownOf(read, notes, addresses);
  const tags = (question.child("tags")?.children("tag") ?? []).map((tag) => plainOf(tag));
  const common: parts.Common = {
    ...parts.titleFrom(plainOf(question.child("name")), notes),
    prompt: markdownOf(question.child("questiontext")),
    ...parts.optional("explanation", markdownOf(question.child("generalfeedback"))),
    tags: parts.tagsFrom({ tags, category, id: question.value("idnumber") || null }, notes),
    defaultPoints: pointsOf(question),
  };
  noteLeftovers(question, notes);
  return reader(question, common, markdownOf, notes);
}

function pointsOf(question: Element): number {
  const written = question.value("defaultgrade").replace(",", ".");
  const points = written === "" ? 1 : Number(written);
  if (!Number.isFinite(points)) throw new Refusal(`The default grade "${written.slice(0, 40)}" is not a number.`);
  return points;
}

const multichoice: Reader = (question, common, markdownOf, notes) => {
  const answers = question.children("answer").map((answer) => ({ ...weightedOf(answer, markdownOf), text: markdownOf(answer) }));
  const single = isYes(question.value("single"), true);
  if (!single) parts.checkSum(answers, notes);
  return { kind: single ? "SINGLE_CHOICE" : "MULTIPLE_CHOICE", ...common, choices: parts.choicesFrom(answers) };
};

const truefalse: Reader = (question, common, markdownOf) => {
  const found = { true: undefined as Element | undefined, false: undefined as Element | undefined };
  for (const answer of question.children("answer")) {
    const word = plainOf(answer).trim().toLowerCase();
    if (word === "true" || word === "false") found[word] ??= answer;
  }
  if (!found.true && !found.false) throw new Refusal('Neither "true" nor "false" is among the answers.');
  const right = { true: found.true ? fractionOf(found.true) : 0, false: found.false ? fractionOf(found.false) : 0 };
  if (right.true > 0 === right.false > 0) throw new Refusal('Exactly one of "true" and "false" must have a grade.');
  return {
    kind: "TRUE_FALSE",
    ...common,
    answer: right.true > 0,
    ...parts.optional("trueFeedback", markdownOf(found.true?.child("feedback"))),
    ...parts.optional("falseFeedback", markdownOf(found.false?.child("feedback"))),
  };
};

const shortanswer: Reader = (question, common, markdownOf, notes) => {
  const answers = question.children("answer").map((answer) => ({ ...weightedOf(answer, markdownOf), text: plainOf(answer).trim() }));
  return {
    kind: "SHORT_TEXT",
    ...common,
    answers: parts.shortTextFrom(answers, notes),
    caseSensitive: isYes(question.value("usecase"), false),
  };
};

const numerical: Reader = (question, common, markdownOf) => {
  const answers = question.children("answer").flatMap((answer): parts.NumericAnswers => {
    const { weight, feedback } = weightedOf(answer, markdownOf);
    const rest = { weight, ...parts.optional("feedback", feedback) };
    const written = plainOf(answer).trim();
    // Any other number is wrong anyway.
    if (written === "*") return weight === 0 && feedback === "" ? [] : [{ ...parts.ANY_NUMBER, ...rest }];
    return [{ value: numberOf(written), tolerance: Math.abs(numberOf(answer.value("tolerance") || "0")), ...rest }];
  });
  return { kind: "NUMERIC", ...common, answers };
};

const matching: Reader = (question, common, markdownOf) => {
  const pairs = question
    .children("subquestion")
    .map((pair) => ({ left: markdownOf(pair), right: plainToMarkdown(plainOf(pair.child("answer"))) }));
  return { kind: "MATCHING", ...common, ...parts.matchingFrom(pairs) };
};

const ordering: Reader = (question, common, markdownOf, notes) => {
  const answers = question.children("answer");
  if (answers.some((answer) => plainOf(answer.child("feedback")).trim() !== "")) notes.add("Feedback of the items is left out.");
  if (question.value("selecttype") !== "" && question.value("selecttype") !== "ALL") notes.add("All items are shown, not a selection.");
  // The fraction is the place; some files leave it out.
  const placed = answers.map((answer, index) => ({
    place: Number(answer.attributes.fraction ?? index) || index,
    text: markdownOf(answer),
  }));
  placed.sort((a, b) => a.place - b.place);
  return { kind: "ORDERING", ...common, items: parts.itemsFrom(placed.map(({ text }) => text)) };
};

const essay: Reader = (question, common, markdownOf) => ({
  kind: "ESSAY",
  ...common,
  ...parts.optional("graderNotes", markdownOf(question.child("graderinfo"))),
});

const READERS: Readonly<Record<string, Reader>> = {
  multichoice,
  truefalse,
  shortanswer,
  numerical,
  matching,
  match: matching,
  ordering,
  essay,
};

const weightedOf = (answer: Element, markdownOf: MarkdownOf) => ({
  weight: fractionOf(answer),
  feedback: markdownOf(answer.child("feedback")),
});

function numberOf(written: string): number {
  const number = Number(written.trim().replace(",", "."));
  if (written.trim() === "" || !Number.isFinite(number)) throw new Refusal(`"${written.slice(0, 60)}" is not a number.`);
  return number;
}
