/** Our reading of GIFT in the shape that the reference grammar (GIFT-grammar-PEG.js) gives, to compare with the JSON beside its files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

const TYPES = {
  MC: "MC",
  Short: "Short",
  TF: "TF",
  Essay: "Essay",
  Numerical: "Numerical",
  Matching: "Matching",
  Description: "Description",
};
const BLANK = "_____";

/** The reference puts spaces around the gap. */
function stemOf({ stem, stemAfter }) {
  if (!stemAfter) return stem;
  return { format: stem.format, text: `${stem.text === "" ? "" : `${stem.text} `}${BLANK} ${stemAfter.text}` };
}

function numberOf(number, format) {
  if (number === null) return { format, text: "*" };
  if (number.type === "high-low") return { type: "high-low", numberHigh: number.high, numberLow: number.low };
  return number;
}

function answersOf({ answers, stem }) {
  switch (answers.type) {
    case "MC":
    case "Short":
      return { choices: answers.choices.map(({ correct, weight, text, feedback }) => ({ isCorrect: correct, weight, text, feedback })) };
    case "TF":
      return { isTrue: answers.isTrue, trueFeedback: answers.wrongFeedback, falseFeedback: answers.rightFeedback };
    case "Matching":
      return { matchPairs: answers.pairs.map(({ left, right }) => ({ subquestion: left, subanswer: right })) };
    case "Numerical": {
      const listed = answers.answers.map(({ correct, weight, number, feedback }) => ({
        isCorrect: correct,
        weight,
        text: numberOf(number, stem.format),
        feedback,
      }));
      return { choices: answers.listed ? listed : listed[0].text };
    }
    default:
      return {};
  }
}

export function asReference(part, parseGift) {
  if (part.type === "category") return { type: "Category", title: part.category.category };
  const { text, line, id, tags } = part.source;
  const question = parseGift(text, line);
  const type = TYPES[question.answers.type];
  const common = { id, tags: tags.length > 0 ? [...tags] : null, type, title: question.title, stem: stemOf(question) };
  const embedded = { hasEmbeddedAnswers: question.stemAfter !== null };
  if (type === "Description") return { ...common, ...embedded };
  return { ...common, ...embedded, globalFeedback: question.generalFeedback, ...answersOf(question) };
}

/** Compares every `.gift` file below `folder/tests/questions` with its JSON. */
export function compareWithGolden(folder, { giftParts, parseGift }) {
  const questions = join(folder, "tests", "questions");
  const files = readdirSync(questions).filter((name) => name.endsWith(".gift"));
  return files.map((name) => {
    const expected = JSON.parse(readFileSync(join(questions, name.replace(/gift$/, "json")), "utf8"));
    let actual;
    try {
      actual = [...giftParts(readFileSync(join(questions, name), "utf8"))].map((part) => asReference(part, parseGift));
    } catch (error) {
      actual = [String(error)];
    }
    return { name, questions: expected.length, equal: isDeepStrictEqual(actual, expected), actual, expected };
  });
}
