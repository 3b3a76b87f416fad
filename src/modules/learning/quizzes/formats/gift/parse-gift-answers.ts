/** The part of a GIFT item between the braces. Escapes are masked: see gift-text.ts. */
import { Refusal } from "../imported-item.js";
import type { GiftAnswers, GiftChoice, GiftNumber, GiftNumericAnswer, GiftPair } from "./gift-question.js";
import { collapsed, giftText, giftTextOrNull, unmask, type GiftFormat, type GiftText } from "./gift-text.js";

/** More are certainly no question of ours, and cost memory. */
const ANSWERS_MAX = 200;

/** `text` is trimmed and without general feedback. The kinds are told apart as Moodle does it, except that pairs have no weights. */
export function answersOf(text: string, format: GiftFormat): GiftAnswers {
  if (text === "") return { type: "Essay" };
  if (text.startsWith("#")) return numeric(text.slice(1), format);
  if (text.startsWith(">")) return ordering(text.slice(1), format);
  if (text.includes("~")) return { type: "MC", choices: choicesOf(text, format) };
  if (text.includes("=") && text.includes("->") && !partsOf(text).every((part) => WEIGHT.test(part.text))) {
    return { type: "Matching", pairs: matching(text, format) };
  }
  return trueFalse(text, format) ?? { type: "Short", choices: choicesOf(text, format) };
}

interface Part {
  correct: boolean;
  text: string;
}

/** Splits at `=` and `~`. Text before the first one counts as an answer after `=`. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let correct = true;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text[at] !== "=" && text[at] !== "~") continue;
    const part = text.slice(from, at).trim();
    if (from > 0 || part !== "") parts.push({ correct, text: part });
    if (parts.length > ANSWERS_MAX) throw new Refusal(`Has more than ${ANSWERS_MAX} answers.`);
    correct = text[at] === "=";
    from = at + 1;
  }
  return parts;
}

const WEIGHT = /^%(-?\d{1,3}(?:\.\d{0,20})?)%/;

function weighted(text: string): { weight: number | null; rest: string } {
  const found = WEIGHT.exec(text);
  if (!found) return { weight: null, rest: text };
  const weight = Number(found[1]);
  if (Math.abs(weight) > 100) throw new Refusal(`The weight ${found[0]} is not between -100 % and 100 %.`);
  return { weight, rest: text.slice(found[0].length) };
}

/** Before and after the first `#`. */
function commented(text: string, format: GiftFormat): { before: string; feedback: GiftText | null } {
  const at = text.indexOf("#");
  return at < 0 ? { before: text, feedback: null } : { before: text.slice(0, at), feedback: giftTextOrNull(text.slice(at + 1), format) };
}

function choicesOf(text: string, format: GiftFormat): GiftChoice[] {
  return partsOf(text).map(({ correct, text: part }) => {
    const { weight, rest } = weighted(part);
    const { before, feedback } = commented(rest, format);
    return { correct, weight, text: giftText(before, format), feedback };
  });
}

function trueFalse(text: string, format: GiftFormat): GiftAnswers | null {
  const [word, wrong, ...right] = text.split("#", 3);
  const said = word!.trim();
  if (!["T", "TRUE", "F", "FALSE"].includes(said)) return null;
  const rightFeedback = giftTextOrNull(right[0] ?? "", format);
  return { type: "TF", isTrue: said.startsWith("T"), wrongFeedback: giftTextOrNull(wrong ?? "", format), rightFeedback };
}

function matching(text: string, format: GiftFormat): GiftPair[] {
  return partsOf(text).map(({ text: part }) => {
    const arrow = part.indexOf("->");
    if (arrow < 0) throw new Refusal('A pair of a matching question has no "->".');
    return { left: giftText(part.slice(0, arrow), format), right: unmask(collapsed(part.slice(arrow + 2).trim())) };
  });
}

const NUMBER = String.raw`[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?`;
const SIMPLE = new RegExp(`^(${NUMBER})$`);
const RANGE = new RegExp(`^(${NUMBER})\\s*:\\s*(${NUMBER})$`);
const HIGH_LOW = new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`);

function numberOf(written: string): GiftNumber {
  // A number before ".." must not take its first point.
  const dots = written.indexOf("..");
  const parsed =
    dots < 0 ? (SIMPLE.exec(written) ?? RANGE.exec(written)) : HIGH_LOW.exec(`${written.slice(0, dots).trim()} ${written.slice(dots)}`);
  const values = (parsed?.slice(1) ?? []).map(Number);
  if (!parsed || !values.every(Number.isFinite)) {
    throw new Refusal(`"${unmask(written).slice(0, 60).toWellFormed()}" is not a number, "number:tolerance" or "least..greatest".`);
  }
  const [first, second] = values as [number, number?];
  if (dots >= 0) return { type: "high-low", low: first, high: second! };
  return second === undefined ? { type: "simple", number: first } : { type: "range", number: first, range: Math.abs(second) };
}

function numeric(text: string, format: GiftFormat): GiftAnswers {
  const parts = partsOf(text);
  if (parts.length === 0) throw new Refusal("A numerical question without a number.");
  const answers = parts.map(({ correct, text: part }): GiftNumericAnswer => {
    const { weight, rest } = weighted(part);
    const { before, feedback } = commented(rest, format);
    const written = unmask(before).trim();
    return { correct, weight, number: written === "" || written === "*" ? null : numberOf(written), feedback };
  });
  return { type: "Numerical", answers, listed: /^\s*[=~]/.test(text) };
}

/**
 * `{>COUNT SELECTION LAYOUT GRADING … LINES}`: Moodle's question type "ordering", one item a line after the line of options.
 * https://docs.moodle.org/en/Ordering_question_type
 */
function ordering(text: string, format: GiftFormat): GiftAnswers {
  const lines = text.split("\n").map((line) => line.trim());
  const [options = "", ...items] = lines;
  if (!/^[\w\s.%-]*$/.test(options)) throw new Refusal("The options of an ordering question are not understood.");
  return { type: "Ordering", items: items.filter((item) => item !== "").map((item) => giftText(item, format)) };
}
