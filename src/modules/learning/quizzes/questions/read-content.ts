/** Turns the flat input of the schema into a question's content, and content into the flat type. */
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { findChecker } from "../../../../judge/checkers/index.js";
import { parseParameters } from "../../../../judge/checkers/parameters.js";
import type { QuestionContentInput } from "./content.input.js";
import { questionContent, type QuestionContent } from "./question.js";

const COMMON = ["kind", "title", "prompt", "explanation", "tags", "defaultPoints", "translations"];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  SINGLE_CHOICE: ["choices"],
  MULTIPLE_CHOICE: ["choices"],
  TRUE_FALSE: ["answer", "trueFeedback", "falseFeedback"],
  SHORT_TEXT: ["answers", "caseSensitive", "normalizeWhitespace"],
  NUMERIC: ["answers"],
  ORDERING: ["items"],
  MATCHING: ["pairs", "extraRights"],
  CODE_OUTPUT: ["language", "source", "stdin", "expectedOutput", "checker", "checkerParameters"],
  CODE: ["problemId"],
  ESSAY: ["graderNotes"],
};

/** Names that differ between the schema and the content. */
const RENAMED: Readonly<Record<string, string>> = { key: "id", minimum: "min", maximum: "max", output: "expectedOutput" };
const SHOWN = new Map(Object.entries(RENAMED).map(([shown, stored]) => [stored, shown]));

/** BAD_USER_INPUT with every fault; `path` is that of the input. */
export function readContent(input: QuestionContentInput, path: string): QuestionContent {
  const given = stripped(input) as Record<string, unknown>;
  const foreign = Object.keys(given).filter((name) => !COMMON.includes(name) && !FIELDS[input.kind]!.includes(name));
  if (foreign.length > 0) {
    throw fieldErrors(
      foreign.map((name) => ({ field: `${path}.${name}`, code: "UNKNOWN_FIELD", message: `A ${input.kind} question has no \`${name}\`.` })),
    );
  }
  // Stored contents are compared: no translations are no field.
  if (Array.isArray(given.translations) && given.translations.length === 0) delete given.translations;
  const checker = typeof given.checker === "string" ? findChecker(given.checker) : undefined;
  if (checker)
    given.checkerParameters = parseParameters(checker, (given.checkerParameters as object | undefined) ?? {}, `${path}.checkerParameters`);
  const parsed = questionContent.safeParse(given);
  if (parsed.success) return parsed.data;
  throw fieldErrors(
    parsed.error.issues.map((issue): FieldProblem => {
      const field = [path, ...issue.path.map((part) => SHOWN.get(String(part)) ?? String(part))].join(".");
      const message = issue.code === "invalid_union" ? "Set the fields of one form of an accepted answer." : sentence(issue.message);
      return { field, code: issue.code === "invalid_type" ? "REQUIRED" : "INVALID_VALUE", message };
    }),
  );
}

function sentence(message: string): string {
  return `${message[0]?.toUpperCase() ?? ""}${message.slice(1)}${message.endsWith(".") ? "" : "."}`;
}

/** Without null and undefined, and with the names of the content. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([name, inner]) => [RENAMED[name] ?? name, stripped(inner)]),
  );
}

/** For authors: every field of the flat type, null where the kind has none. */
export function flatContent(content: QuestionContent): Record<string, unknown> {
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [SHOWN.get(name) ?? name, renamed(inner)]));
  };
  return { ...(renamed(content) as object) };
}
