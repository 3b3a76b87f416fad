import { Prng } from "../../prng.mjs";

const MAX_HERRING = 100000;
const MAX_PAN = 1000000000000;
const MAX_WEIGHT = 1000000000;

function solve(capacity, weights) {
  const pans = [0, 0];
  let crates = 1;
  let onLeft = 0;
  for (const weight of weights) {
    let pan = pans[0] <= pans[1] ? 0 : 1;
    if (pans[pan] + weight > capacity) {
      crates++;
      pans.fill(0);
      pan = 0;
    }
    pans[pan] += weight;
    if (pan === 0) {
      onLeft++;
    }
  }
  return `${crates} ${onLeft}`;
}

function make(name, capacity, weights, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${weights.length} ${capacity}\n${weights.join(" ")}\n`,
    output: `${solve(capacity, weights)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomWeights(random, count, low, high) {
  return Array.from({ length: count }, () => random.int(low, high));
}

export function* tests() {
  yield make(
    "sample-1",
    10,
    [4, 3, 5, 6, 1],
    "The first herring goes to the left (4 and 0), the second one to the right (4 and 3), the third one to the right as well (4 and 8). The fourth one makes the left pan hold exactly 10 grams, the fifth one goes to the right (10 and 9). The left pan got 2 herring, and the only crate is filled at the end.",
  );
  yield make(
    "sample-2",
    7,
    [5, 6, 3, 7, 2],
    "After two herring the pans hold 5 and 6 grams. The third one belongs on the left pan, which cannot take it: the first crate is filled, and the herring is laid on the left. The fourth one goes to the right (3 and 7), the fifth one to the left. At the end the second crate is filled.",
  );
  yield make(
    "sample-3",
    5,
    [2, 2, 4],
    "Both pans hold 2 grams, so the third herring belongs on the left pan, where it does not fit. It comes to lie on the left pan after the crate is filled.",
  );

  // All the herring fit on the scale at once.
  const random = new Prng(909);
  yield make("long-one-crate", MAX_PAN, randomWeights(random, MAX_HERRING, 1, 30));

  yield make("one-herring", 1, [1]);
  yield make("every-one-fills-a-pan", 9, [9, 9, 9, 9, 9]);
  yield make("only-the-other-pan-has-room", 10, [9, 10, 1, 1]);
  yield make("exactly-full", 6, [1, 2, 3, 4, 2, 1, 6, 6]);
  yield make("small-equal", 12, new Array(25).fill(3));
  yield make("small-random", 30, randomWeights(random, 40, 1, 12));
  yield make("small-heavy", 20, randomWeights(random, 60, 8, 20));
  yield make("medium-random", 1000, randomWeights(random, 2000, 1, 300));
  yield make("long-heavy-herring", MAX_PAN, randomWeights(random, MAX_HERRING, MAX_WEIGHT / 2, MAX_WEIGHT));
  yield make("long-two-on-the-scale", MAX_WEIGHT, randomWeights(random, 20000, MAX_WEIGHT / 2 + 1, MAX_WEIGHT));
  yield make("long-all-equal", 700, new Array(MAX_HERRING).fill(7));
}
