import { badInput } from "../../kernel/errors.js";
import { PASSWORD_MAX_BYTES } from "../../platform/passwords.js";

const PASSWORD_MIN_CHARACTERS = 8;
const DISPLAY_NAME_MAX_CHARACTERS = 60;

export const PASSWORD_RULE = `At least ${PASSWORD_MIN_CHARACTERS} characters with an upper case letter, a lower case letter and a digit; at most ${PASSWORD_MAX_BYTES} bytes.`;

export function isTooLong(password: string): boolean {
  return Buffer.byteLength(password) > PASSWORD_MAX_BYTES;
}

/** Throws BAD_USER_INPUT that says what is missing. Too long ones are refused, as bcrypt would cut them. */
export function checkPassword(password: string, field: string): void {
  const missing = [
    [...password].length < PASSWORD_MIN_CHARACTERS && `${PASSWORD_MIN_CHARACTERS} characters`,
    !/\p{Lu}/u.test(password) && "an upper case letter",
    !/\p{Ll}/u.test(password) && "a lower case letter",
    !/\p{Nd}/u.test(password) && "a digit",
  ].filter(Boolean);
  if (missing.length > 0) throw badInput(field, `A password needs at least ${missing.join(", ")}.`);
  if (isTooLong(password))
    throw badInput(field, `A password has at most ${PASSWORD_MAX_BYTES} bytes; this one has ${Buffer.byteLength(password)}.`);
}

/** Control characters, line and paragraph separators, and format characters, which reorder or hide text. */
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cn}\p{Co}]|(?![\u200C\u200D])\p{Cf}/u;

/** The name as it is kept: trimmed, composed, runs of spaces made one. Throws BAD_USER_INPUT for one that does not show well. */
export function displayNameFrom(text: string, field: string): string {
  if (UNSHOWABLE.test(text)) throw badInput(field, "A display name has no control or text-direction characters.");
  const name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name)) throw badInput(field, "A display name needs at least one character that can be seen.");
  if ([...name].length > DISPLAY_NAME_MAX_CHARACTERS)
    throw badInput(field, `A display name has at most ${DISPLAY_NAME_MAX_CHARACTERS} characters.`);
  return name;
}
