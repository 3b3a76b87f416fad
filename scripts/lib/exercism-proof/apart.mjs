// Functions that no adapter can give a function problem's signature, by their names, and why.
import { entryOf } from "./names.mjs";

const FORMULA = "the expected result is a formula in words, not a value";
const FORMULA_INPUT = "an argument is a formula in words, not a value";
const OTHER_TASK = "the track's tests of this exercise are not those of the canonical data";

const EVERYWHERE = {
  "baffling-birthdays/randomBirthdates": FORMULA,
  "complex-numbers/exp#2": FORMULA_INPUT,
  "diffie-hellman/keyExchange": FORMULA_INPUT,
  "diffie-hellman/privateKeyIsInRange": FORMULA,
  "diffie-hellman/privateKeyIsRandom": FORMULA,
  "dnd-character/ability": FORMULA,
  "dnd-character/character": FORMULA,
  "dnd-character/strength": FORMULA,
  "gigasecond/isEqual": FORMULA,
  "simple-cipher/decode#1": FORMULA_INPUT,
  "simple-cipher/encode#1": FORMULA,
  "simple-cipher/key": FORMULA,
};

const BY_TRACK = {
  python: {
    "dot-dsl/parse": OTHER_TASK,
    "hangman/guess": OTHER_TASK,
  },
  javascript: {
    "grep/grep": "a program that reads the command line, not a function",
    "scale-generator/interval": "the track's tests have later results than the cases that it lists",
  },
  go: {
    "bottle-song/recite": "the solution calls a function of the track's test files",
    "simple-cipher/decode#2": "the track's cipher has no random key",
  },
  java: {
    "dot-dsl/parse": OTHER_TASK,
  },
};

export const apartOf = (track, problem) => entryOf(BY_TRACK[track.name], problem) ?? entryOf(EVERYWHERE, problem);

const CASES = {
  java: {
    "simple-cipher: Can decode messages longer than the key": "the track's test of this case encodes only",
  },
};

/** Why a case says nothing about the judge, if the solution does not pass it. */
export function apartCaseOf(track, { slug }, { descriptions, output }, demand) {
  const expectsFailure = output.trim() === '{"error":true}';
  if (demand.skipped) return "the track skips its own test";
  if (!expectsFailure && demand.raises === true) return "the track's test demands a failure, the canonical data has a value";
  if (expectsFailure && demand.raises === "perhaps" && demand.types.length === 0) return "the track has no test of this failure";
  return CASES[track.name]?.[`${slug}: ${descriptions.at(-1)}`] ?? null;
}
