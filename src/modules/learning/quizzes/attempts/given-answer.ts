/** Turns a learner's answer into the stored form: keys of one attempt into keys of the question. */
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import type { QuestionKind } from "../questions/question.js";
import { ANSWER_CHARS, type Answer } from "./answer.js";
import type { Shown } from "./shown-question.js";

/** As the schema has it. Exactly the field that the question's kind takes is set; all null withdraws the answer. */
export interface GivenAnswer {
  selected?: string[] | null;
  value?: boolean | null;
  text?: string | null;
  number?: number | null;
  order?: string[] | null;
  matches?: { left: string; right: string }[] | null;
}

/** Answer fields by kind. A CODE question is answered by submissions. */
const FIELD: Readonly<Record<QuestionKind, keyof GivenAnswer | null>> = {
  SINGLE_CHOICE: "selected",
  MULTIPLE_CHOICE: "selected",
  TRUE_FALSE: "value",
  SHORT_TEXT: "text",
  NUMERIC: "number",
  ORDERING: "order",
  MATCHING: "matches",
  CODE_OUTPUT: "text",
  CODE: null,
  ESSAY: "text",
};

/** Null for a withdrawn answer. BAD_USER_INPUT names the faulty field below `path`; it never says what is correct. */
export function storedAnswer(kind: QuestionKind, { options, lefts }: Shown, given: GivenAnswer, path: string): Answer | null {
  const set = (Object.keys(given) as (keyof GivenAnswer)[]).filter((name) => given[name] != null && Object.values(FIELD).includes(name));
  const wanted = FIELD[kind];
  const fault = (field: string, message: string): never => {
    const problem: FieldProblem = { field: `${path}.${field}`, code: "INVALID_VALUE", message };
    throw fieldErrors([problem]);
  };
  const odd = set.find((name) => name !== wanted);
  if (odd)
    fault(odd, wanted ? `A ${kind} question is answered with \`${wanted}\`.` : "Answer this question by submitting code to its problem.");
  if (set.length === 0) return null;

  const keyAt = (keys: readonly string[], key: string, field: string): string =>
    keys[/^[1-9]\d{0,3}$/.test(key) ? Number(key) - 1 : -1] ?? fault(field, "There is no such key in this question.");
  const distinct = (keys: readonly string[], field: string) => {
    if (new Set(keys).size < keys.length) fault(field, "A key may be used once only.");
    return keys.map((key) => keyAt(options, key, field));
  };
  const short = (text: string, most: number) => (text.length > most ? fault("text", `An answer has at most ${most} characters.`) : text);

  switch (kind) {
    case "SINGLE_CHOICE":
      if (given.selected!.length > 1) fault("selected", "Select one choice.");
      return given.selected!.length === 0 ? null : { kind, selected: distinct(given.selected!, "selected") };
    case "MULTIPLE_CHOICE":
      return given.selected!.length === 0 ? null : { kind, selected: distinct(given.selected!, "selected") };
    case "TRUE_FALSE":
      return { kind, value: given.value! };
    case "NUMERIC":
      return { kind, number: given.number! };
    case "ORDERING":
      return { kind, order: distinct(given.order!, "order") };
    case "MATCHING": {
      const pairs = given.matches!.map(({ left }) => left);
      if (new Set(pairs).size < pairs.length) fault("matches", "Match each left side once.");
      return {
        kind,
        matches: given.matches!.map(({ left, right }) => ({
          pair: keyAt(lefts, left, "matches"),
          right: keyAt(options, right, "matches"),
        })),
      };
    }
    case "SHORT_TEXT":
    case "CODE_OUTPUT":
    case "ESSAY":
      return given.text === "" ? null : { kind, text: short(given.text!, ANSWER_CHARS[kind]) };
    case "CODE":
      return null;
  }
}
