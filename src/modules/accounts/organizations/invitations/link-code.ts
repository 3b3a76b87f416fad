import { randomInt } from "node:crypto";

/** Without letters and digits that look alike. */
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
/** 30^16 is more than 78 bits: guessing is hopeless even without the limit of guesses. */
export const LINK_CODE_LENGTH = 16;

export function newLinkCode(): string {
  return Array.from({ length: LINK_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** As people type it: any case, with spaces or hyphens. */
export function readLinkCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toUpperCase();
}
