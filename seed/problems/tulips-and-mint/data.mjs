import { Prng } from "../../prng.mjs";

const MAX_BEDS = 50000;
const MAX_PROFIT = 1000000;

/** The states are: 0 for an empty bed, 2j - 1 for the j-th planted bed with tulips, 2j for the j-th one with mint. */
function solve(longest, beds) {
  const states = 2 * longest + 1;
  let best = new Float64Array(states).fill(-Infinity);
  let next = new Float64Array(states);
  best[0] = 0;
  for (const [tulips, mint] of beds) {
    next[0] = Math.max(...best);
    next[1] = best[0] + tulips;
    next[2] = best[0] + mint;
    for (let state = 3; state < states; state += 2) {
      next[state] = best[state - 1] + tulips;
      next[state + 1] = best[state - 2] + mint;
    }
    [best, next] = [next, best];
  }
  return String(Math.max(...best));
}

function make(name, longest, beds, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${beds.length} ${longest}\n${beds.map((bed) => bed.join(" ")).join("\n")}\n`,
    output: `${solve(longest, beds)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomBeds(random, count, low, high) {
  return Array.from({ length: count }, () => [random.int(low, high), random.int(low, high)]);
}

export function* tests() {
  yield make(
    "sample-1",
    2,
    [
      [5, 1],
      [6, 2],
      [4, 3],
      [9, 8],
    ],
    "Plant tulips in bed 1, leave bed 2 empty, and plant mint in bed 3 and tulips in bed 4: 5 + 3 + 9 = 17. Tulips in the beds 1, 2 and 4 would bring 20, but the first two of them are neighbours with the same plant.",
  );
  yield make(
    "sample-2",
    3,
    [
      [-4, -1],
      [-2, -7],
    ],
    "Every plant makes a loss, so all beds stay empty.",
  );
  yield make(
    "sample-3",
    5,
    [
      [10, 0],
      [10, -1],
      [10, 0],
    ],
    "Tulips in beds 1 and 3 bring 20. Mint in bed 2 would lose a coin, so that bed stays empty.",
  );
  yield make("one-bed", 1, [[-3, 12]]);
  yield make("one-bad-bed", 10, [[-1000000, -1]]);
  yield make("always-alternate", 10, Array.from({ length: 9 }, (_, index) => (index % 2 === 0 ? [7, 3] : [2, 8])));
  yield make("worth-a-loss", 3, [
    [20, -50],
    [-50, -1],
    [20, 21],
    [-60, 20],
    [3, 1],
  ]);

  const random = new Prng(707);
  yield make("small-no-neighbours", 1, randomBeds(random, 10, -5, 20));
  yield make("small-random", 2, randomBeds(random, 11, -10, 30));
  yield make("small-long-rows", 4, randomBeds(random, 12, 0, 9));
  yield make("large-no-neighbours", 1, randomBeds(random, MAX_BEDS, -MAX_PROFIT, MAX_PROFIT));
  yield make("large-random", 10, randomBeds(random, MAX_BEDS, -MAX_PROFIT, MAX_PROFIT));
  yield make("large-positive", 7, randomBeds(random, MAX_BEDS, 1, MAX_PROFIT));
  yield make("large-all-maximal", 10, new Array(MAX_BEDS).fill([MAX_PROFIT, MAX_PROFIT]));
  yield make("large-all-losses", 10, randomBeds(random, MAX_BEDS, -MAX_PROFIT, -1));
  yield make("large-few-gains", 3, randomBeds(random, MAX_BEDS, -MAX_PROFIT, 100000));
}
