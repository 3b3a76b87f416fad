// Random numbers, ids and choices that depend on a seed only: the same seed gives the same rows on every machine.
import { createHash } from "node:crypto";
import { Prng } from "../../../seed/prng.mjs";

/** A source of its own for each part, so that a change of one part does not change the others. */
export function randomOf(seed, part) {
  const random = new Prng(createHash("sha256").update(`${seed} ${part}`).digest().readUInt32BE());
  const hex = (digits) => random.next().toString(16).padStart(8, "0").slice(0, digits);
  return {
    int: (low, high) => random.int(low, high),
    real: () => random.real(),
    pick: (items) => random.pick(items),
    shuffle: (items) => random.shuffle(items),
    chance: (share) => random.real() < share,
    hex: (digits) =>
      Array.from({ length: Math.ceil(digits / 8) }, () => hex(8))
        .join("")
        .slice(0, digits),
    /** A UUIDv7 of this time, in Unix milliseconds, as src/kernel/ids.ts makes them. */
    id(ms) {
      const time = Math.floor(ms).toString(16).padStart(12, "0");
      const variant = (8 + (random.next() & 3)).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`;
    },
    /** Positive, with this median; `spread` is the standard deviation of its logarithm. */
    logNormal(median, spread) {
      const radius = Math.sqrt(-2 * Math.log(1 - random.real()));
      return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * random.real()));
    },
  };
}

/** Weights of ranks by Zipf's law: the rank-th is as likely as 1 / rank^exponent. */
export const zipfWeights = (count, exponent) => Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent);

/** Draws indexes with these weights. */
export function weighted(random, weights) {
  let sum = 0;
  const sums = Float64Array.from(weights, (weight) => (sum += weight));
  return () => {
    const wanted = random.real() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Whole numbers in proportion to the weights that add up to `total`. */
export function shared(total, weights) {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let given = 0;
  let upTo = 0;
  return weights.map((weight) => {
    upTo += (weight / sum) * total;
    const share = Math.round(upTo) - given;
    given += share;
    return share;
  });
}
