import { ValidateBy, type ValidationOptions } from "class-validator";

/** Control characters, and the separators of lines and paragraphs. */
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** For names and titles, which are shown in lists, mail subjects and file names: a text without line breaks. */
export function OneLine(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === "string" && !BREAKS.test(value);
  const message = "must be one line: remove line breaks and control characters";
  return ValidateBy({ name: "isOneLine", validator: { validate, defaultMessage: () => message } }, options);
}
