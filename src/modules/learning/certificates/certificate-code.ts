import { randomInt } from "node:crypto";

/** Crockford's base 32: no I, L, O and U, which are easily confused. Source: https://www.crockford.com/base32.html */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 100 bits: nobody finds a certificate by guessing. */
export const CODE_LENGTH = 20;
const GROUP = 5;

/** A new random code, as stored. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join("");
}

/** As people read it: groups of five, separated by hyphens. */
export function written(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, "g"))!.join("-");
}

/** The stored form of what a person typed: in any case, with or without hyphens and spaces, O for 0, I and L for 1. Null if it is no code. */
export function codeFrom(typed: string): string | null {
  if (typed.length > 2 * CODE_LENGTH) return null;
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return code.length === CODE_LENGTH && [...code].every((digit) => DIGITS.includes(digit)) ? code : null;
}
