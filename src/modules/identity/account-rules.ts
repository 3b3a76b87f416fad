import { badInput } from "../../kernel/errors.js";
import { normalizePassword, PASSWORD_MAX_BYTES } from "../../platform/passwords.js";
import { isCommon } from "./common-passwords.js";

const PASSWORD_MIN_CHARACTERS = 8;
const DISPLAY_NAME_MAX_CHARACTERS = 60;

export const PASSWORD_RULE = `At least ${PASSWORD_MIN_CHARACTERS} characters with an upper case letter, a lower case letter and a digit; at most ${PASSWORD_MAX_BYTES} bytes. Common ones, and those made of the account's own names, are refused.`;

export function isTooLong(password: string): boolean {
  return Buffer.byteLength(normalizePassword(password)) > PASSWORD_MAX_BYTES;
}

/**
 * Throws BAD_USER_INPUT that says what is missing. Too long ones are refused, as bcrypt would cut them, and so are those that
 * who wants to get in tries first: common ones, and the account's own `names`.
 */
export function checkPassword(password: string, field: string, names: readonly string[] = []): void {
  const missing = [
    [...password].length < PASSWORD_MIN_CHARACTERS && `${PASSWORD_MIN_CHARACTERS} characters`,
    !/\p{Lu}/u.test(password) && "an upper case letter",
    !/\p{Ll}/u.test(password) && "a lower case letter",
    !/\p{Nd}/u.test(password) && "a digit",
  ].filter(Boolean);
  if (missing.length > 0) throw badInput(field, `A password needs at least ${missing.join(", ")}.`);
  if (isTooLong(password))
    throw badInput(
      field,
      `A password has at most ${PASSWORD_MAX_BYTES} bytes; this one has ${Buffer.byteLength(normalizePassword(password))}.`,
    );
  if (isCommon(password)) throw badInput(field, "This password is one of those that are tried first. Choose another.");
  const lower = password.toLowerCase();
  const named = names.flatMap((name) => [name, name.split("@")[0]!]).some((name) => name.length > 3 && isMostly(lower, name.toLowerCase()));
  if (named) throw badInput(field, "A password must not be made of your username or e-mail address.");
}

/** The name with a few characters around it. */
function isMostly(password: string, name: string): boolean {
  return password.includes(name) && password.length - name.length < PASSWORD_MIN_CHARACTERS / 2;
}

/** Names that people take for the platform's own voice, or that addresses need. */
const RESERVED = new Set(
  `admin administrator system root support help helpdesk security staff team moderator mod official codequest api www mail
  postmaster webmaster abuse noreply no-reply null undefined anonymous everyone me you settings login logout register`.split(/\s+/),
);

/** What accounts are called that were deleted, so nobody living is. */
export const DELETED_PREFIX = "deleted-";

export function checkUsername(username: string, field: string): void {
  if (RESERVED.has(username.toLowerCase()) || username.toLowerCase().startsWith(DELETED_PREFIX))
    throw badInput(field, "This username is reserved. Choose another.");
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
