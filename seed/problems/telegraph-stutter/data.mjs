import { Prng } from "../../prng.mjs";

const MAX_LENGTH = 500000;

function solve(message) {
  const parts = [];
  let start = 0;
  while (start < message.length) {
    let end = start + 1;
    while (end < message.length && message[end] === message[start]) {
      end++;
    }
    parts.push(message[start].repeat(Math.ceil((end - start) / 2)));
    start = end;
  }
  return parts.join("");
}

function make(name, message, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${message}\n`,
    output: `${solve(message)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Runs of random letters; no run is longer than longestRun, and the text has exactly the given length. */
function runs(random, length, longestRun, letters) {
  const parts = [];
  let left = length;
  while (left > 0) {
    const size = Math.min(left, random.int(1, longestRun));
    parts.push(random.pick(letters).repeat(size));
    left -= size;
  }
  return parts.join("");
}

export function* tests() {
  const alphabet = "abcdefghijklmnopqrstuvwxyz";
  yield make(
    "sample-1",
    "shhhiipp",
    "The runs have 1, 3, 2 and 2 letters; 1, 2, 1 and 1 of them were sent, which gives shhip.",
  );
  yield make("sample-2", "aaaaabaa", "Five letters a become three, the b stays, and the last two letters become one.");
  yield make("sample-3", "tea", "No letter is repeated, so the message arrived as it was sent.");
  yield make("one-letter", "q");
  yield make("two-equal", "zz");
  yield make("two-different", "ba");
  yield make("alternating", "ab".repeat(20));
  yield make("all-letters", alphabet);

  const random = new Prng(202);
  yield make("small-runs", runs(random, 60, 5, "xyz"));
  yield make("medium-two-letters", random.word(900, "ab"));
  yield make("long-one-run", "m".repeat(MAX_LENGTH - 1));
  yield make("long-no-runs", "no".repeat(MAX_LENGTH / 2));
  yield make("long-random", random.word(MAX_LENGTH));
  yield make("long-short-runs", runs(random, MAX_LENGTH, 6, alphabet));
  yield make("long-mixed-runs", runs(random, MAX_LENGTH, 3000, "klmn"));
}
