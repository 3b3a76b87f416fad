import { ValidateBy, type ValidationOptions } from "class-validator";

/** Control characters, and line and paragraph separators. */
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

export const isOneLine = (text: string): boolean => !BREAKS.test(text);

/** A text without line breaks, for names and titles, which are shown in lists, mail subjects and file names. */
export function OneLine(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === "string" && isOneLine(value);
  const message = "must be a single line: remove line breaks and control characters";
  return ValidateBy({ name: "isOneLine", validator: { validate, defaultMessage: () => message } }, options);
}
