import { badInput, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { normalizePassword, PASSWORD_MAX_BYTES } from "../../../../platform/security/passwords.js";
import { isCommon } from "./common-passwords.js";

const PASSWORD_MIN_CHARACTERS = 8;
const DISPLAY_NAME_MAX_CHARACTERS = 60;

const CHARACTER_KINDS = [
  { name: "UPPER_CASE", pattern: /\p{Lu}/u, words: "an upper case letter" },
  { name: "LOWER_CASE", pattern: /\p{Ll}/u, words: "a lower case letter" },
  { name: "DIGIT", pattern: /\p{Nd}/u, words: "a digit" },
] as const;
const AND = new Intl.ListFormat("en");

export const PASSWORD_RULE = `At least ${PASSWORD_MIN_CHARACTERS} characters with an upper case letter, a lower case letter and a digit; at most ${PASSWORD_MAX_BYTES} bytes. Common passwords, and those based on the account's own names, are rejected.`;

export function isTooLong(password: string): boolean {
  return Buffer.byteLength(normalizePassword(password)) > PASSWORD_MAX_BYTES;
}

/**
 * Throws BAD_USER_INPUT with all faults. Rejects passwords that bcrypt would truncate, and those attackers try first:
 * common ones and the account's own `names`.
 */
export function checkPassword(password: string, field: string, names: readonly string[] = []): void {
  const problems = [...passwordFaults(password, names)].map((fault): FieldProblem => ({ field, ...fault }));
  if (problems.length > 0) throw fieldErrors(problems);
}

function* passwordFaults(password: string, names: readonly string[]): Generator<Omit<FieldProblem, "field">> {
  const characters = [...password].length;
  if (characters < PASSWORD_MIN_CHARACTERS) {
    const message = `A password needs at least ${PASSWORD_MIN_CHARACTERS} characters.`;
    yield { code: "TOO_SHORT", message, minimum: PASSWORD_MIN_CHARACTERS, actual: characters, unit: "CHARACTERS" };
  }
  if (isTooLong(password)) {
    const bytes = Buffer.byteLength(normalizePassword(password));
    const message = `A password has at most ${PASSWORD_MAX_BYTES} bytes; this one has ${bytes}.`;
    yield { code: "TOO_LONG", message, maximum: PASSWORD_MAX_BYTES, actual: bytes, unit: "BYTES" };
    return;
  }
  const absent = CHARACTER_KINDS.filter(({ pattern }) => !pattern.test(password));
  if (absent.length > 0) {
    const message = `A password needs ${AND.format(absent.map(({ words }) => words))}.`;
    yield { code: "TOO_WEAK", message, missing: absent.map(({ name }) => name) };
  }
  if (isCommon(password)) {
    yield { code: "TOO_COMMON", message: "This password is too common. Choose another." };
  }
  const lower = password.toLowerCase();
  const named = names.flatMap((name) => [name, name.split("@")[0]!]).some((name) => name.length > 3 && isMostly(lower, name.toLowerCase()));
  if (named) yield { code: "TOO_COMMON", message: "A password must not be based on your username or e-mail address." };
}

/** The password is the name plus a few characters. */
function isMostly(password: string, name: string): boolean {
  return password.includes(name) && password.length - name.length < PASSWORD_MIN_CHARACTERS / 2;
}

/** Names that suggest an official account, or that URLs and mail addresses need. */
const RESERVED = new Set(
  `admin administrator system root support help helpdesk security staff team moderator mod official codequest api www mail
  postmaster webmaster abuse noreply no-reply null undefined anonymous everyone me you settings login logout register`.split(/\s+/),
);

/** Prefix of guests' usernames; reserved for them. */
export const GUEST_PREFIX = "candidate-";

/** Prefix of deleted accounts' usernames; reserved for them. */
export const DELETED_PREFIX = "deleted-";

export function checkUsername(username: string, field: string): void {
  if (RESERVED.has(username.toLowerCase()) || [DELETED_PREFIX, GUEST_PREFIX].some((prefix) => username.toLowerCase().startsWith(prefix)))
    throw badInput(field, "This username is reserved. Choose another.", "RESERVED");
}

/** Control characters, line and paragraph separators, and format characters, which reorder or hide text. */
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cn}\p{Co}]|(?![\u200C\u200D])\p{Cf}/u;

/** Normalizes the name: trimmed, NFC, whitespace collapsed. BAD_USER_INPUT if it cannot be displayed well. */
export function displayNameFrom(text: string, field: string): string {
  if (UNSHOWABLE.test(text))
    throw badInput(field, "A display name must not contain control or text-direction characters.", "INVALID_FORMAT");
  const name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name))
    throw badInput(field, "A display name needs at least one visible character.", "TOO_SHORT", { minimum: 1, actual: 0 });
  const actual = [...name].length;
  if (actual > DISPLAY_NAME_MAX_CHARACTERS) {
    const message = `A display name has at most ${DISPLAY_NAME_MAX_CHARACTERS} characters.`;
    throw badInput(field, message, "TOO_LONG", { maximum: DISPLAY_NAME_MAX_CHARACTERS, actual, unit: "CHARACTERS" });
  }
  return name;
}
