import { randomInt } from "node:crypto";

/** Without letters and digits that look alike: people copy codes from a blackboard. */
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
/** 30^12 is more than 58 bits: at the limit of ten guesses a minute for each account, guessing is hopeless. */
export const JOIN_CODE_LENGTH = 12;

export function newJoinCode(): string {
  return Array.from({ length: JOIN_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** As people type it: any case, with spaces or hyphens. */
export function readJoinCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toUpperCase();
}
