import { bytesOfIncluded, COMPILED_BYTES_MAX, includedAt } from "../../../judge/included-files.js";
import { findLanguage } from "../../../judge/languages/index.js";
import { AppError, badInput, fieldErrors } from "../../../kernel/errors.js";
import type { FieldProblem } from "../../../kernel/field-codes.js";
import type { Problem } from "../problems/problem.entity.js";
import { bytesOf, type CodeFields, expectFiles } from "./source-files.js";

/** Checks language, source and files, and resolves a language alias to the canonical id. */
export function codeChecker(limitBytes: number) {
  return <Input extends CodeFields & { language: string }>(input: Input): Input => {
    const language = findLanguage(input.language);
    if (!language) throw badInput("input.language", "There is no such language. Use the `slug` of one of `languages`.", "UNKNOWN_VALUE");
    expectFiles(input);
    if (input.source.trim() === "") throw badInput("input.source", "The source is empty.", "REQUIRED");
    checkSize("source", bytesOf(input), limitBytes);
    return { ...input, language: language.id };
  };
}

/** BAD_USER_INPUT for a file in the place of one that the problem includes. PAYLOAD_TOO_LARGE if they have too much together. */
export function expectFits(input: CodeFields & { language: string }, { includedFiles }: Pick<Problem, "includedFiles">): void {
  const included = includedFiles[input.language] ?? [];
  const problems = (input.files ?? []).flatMap(({ name }, index): FieldProblem[] => {
    const replaced = includedAt(name, included);
    if (!replaced) return [];
    const message = `\`${replaced.name}\` is an included file of this problem and can't be replaced. Rename or remove yours.`;
    return [{ field: `input.files.${index}.name`, code: "RESERVED", message }];
  });
  if (problems.length > 0) throw fieldErrors(problems);
  if (included.length > 0) checkSize("source", bytesOf(input) + bytesOfIncluded(included), COMPILED_BYTES_MAX);
}

/** PAYLOAD_TOO_LARGE above the limit. */
export function checkSize(field: string, bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) {
    const message = `\`${field}\` has ${bytes} bytes; at most ${limitBytes} are allowed.`;
    const problem = { field: `input.${field}`, code: "TOO_LONG", message, maximum: limitBytes, actual: bytes, unit: "BYTES" } as const;
    throw new AppError("PAYLOAD_TOO_LARGE", message, { limitBytes, fields: [problem] });
  }
}
