import { findLanguage } from "../../../judge/languages/index.js";
import { AppError, badInput } from "../../../kernel/errors.js";
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

/** PAYLOAD_TOO_LARGE above the limit. */
export function checkSize(field: string, bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) {
    const message = `\`${field}\` has ${bytes} bytes; at most ${limitBytes} are allowed.`;
    const problem = { field: `input.${field}`, code: "TOO_LONG", message, maximum: limitBytes, actual: bytes, unit: "BYTES" } as const;
    throw new AppError("PAYLOAD_TOO_LARGE", message, { limitBytes, fields: [problem] });
  }
}
