import { Prng } from "../../prng.mjs";

const MAX_CLIMBERS = 600000;
const MAX_REACH = 1000000000;

function solve(difference, reaches) {
  const sorted = Float64Array.from(reaches).sort();
  let first = 0;
  let pairs = 0;
  for (let last = 0; last < sorted.length; last++) {
    while (sorted[last] - sorted[first] > difference) {
      first++;
    }
    pairs += last - first;
  }
  return String(pairs);
}

function make(name, difference, reaches, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${reaches.length} ${difference}\n${reaches.join(" ")}\n`,
    output: `${solve(difference, reaches)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomReaches(random, count, low, high) {
  return Array.from({ length: count }, () => random.int(low, high));
}

export function* tests() {
  yield make(
    "sample-1",
    3,
    [10, 4, 7, 12],
    "The pairs with reaches (10, 7), (10, 12) and (4, 7) differ by 3, 2 and 3. Every other pair differs by more than 3.",
  );
  yield make("sample-2", 0, [5, 8, 5, 5], "With d = 0 only equal reaches match: the three climbers with reach 5 form 3 pairs.");
  yield make("one-climber", 10, [1]);
  yield make("two-exactly", 999999999, [MAX_REACH, 1]);
  yield make("two-just-too-far", 999999998, [1, MAX_REACH]);
  yield make("none-match", 1, [9, 3, 6, 12, 15]);

  const random = new Prng(404);
  yield make("small-random", 20, randomReaches(random, 50, 1, 200));
  yield make("small-all-match", 500, randomReaches(random, 60, 1, 400));
  yield make("medium-random", 40000000, randomReaches(random, 2000, 1, MAX_REACH));
  yield make("medium-descending", 7, Array.from({ length: 2000 }, (_, index) => 6001 - 3 * index));
  yield make("huge-random", 250000000, randomReaches(random, MAX_CLIMBERS, 100000000, MAX_REACH));
  yield make("huge-narrow", 1000, randomReaches(random, MAX_CLIMBERS, 999000000, MAX_REACH));
  yield make("huge-all-equal", 0, new Array(MAX_CLIMBERS).fill(MAX_REACH));
}
