import { findLanguage } from "../../../judge/languages/index.js";
import { AppError, badInput } from "../../../kernel/errors.js";

/** Checks language and source, and resolves a language alias to the canonical id. */
export function codeChecker(limitBytes: number) {
  return <Input extends { language: string; source: string }>(input: Input): Input => {
    const language = findLanguage(input.language);
    if (!language) throw badInput("input.language", "There is no such language. Use the `slug` of one of `languages`.", "UNKNOWN_VALUE");
    if (input.source.trim() === "") throw badInput("input.source", "The source is empty.", "REQUIRED");
    checkSize("source", input.source, limitBytes);
    return { ...input, language: language.id };
  };
}

/** PAYLOAD_TOO_LARGE if the text has more bytes of UTF-8. */
export function checkSize(field: string, text: string, limitBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > limitBytes) {
    const message = `\`${field}\` has ${bytes} bytes; at most ${limitBytes} are allowed.`;
    const problem = { field: `input.${field}`, code: "TOO_LONG", message, maximum: limitBytes, actual: bytes, unit: "BYTES" } as const;
    throw new AppError("PAYLOAD_TOO_LARGE", message, { limitBytes, fields: [problem] });
  }
}
