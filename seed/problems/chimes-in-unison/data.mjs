import { Prng } from "../../prng.mjs";

const MAX_PAIRS = 20000;
const MAX_MINUTES = 1000000000;

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

/** The inverse of a modulo m, for a and m without a common divisor. */
function inverse(a, m) {
  let [r0, r1, x0, x1] = [m, a % m, 0, 1];
  while (r1 > 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [x0, x1] = [x1, x0 - quotient * x1];
  }
  return x0 < 0 ? x0 + m : x0;
}

function solvePair([a, p, b, r]) {
  const divisor = gcd(p, r);
  if ((b - a) % divisor !== 0) {
    return -1n;
  }
  const modulus = BigInt(r / divisor);
  const first = (BigInt((b - a) / divisor) * BigInt(inverse(p / divisor, r / divisor))) % modulus;
  const step = BigInt(p) * modulus;
  let together = BigInt(a) + BigInt(p) * ((first + modulus) % modulus);
  if (together < BigInt(b)) {
    together += ((BigInt(b) - together + step - 1n) / step) * step;
  }
  return together;
}

function solve(pairs) {
  return pairs.map(solvePair).join("\n");
}

function make(name, pairs, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${pairs.length}\n${pairs.map((pair) => pair.join(" ")).join("\n")}\n`,
    output: `${solve(pairs)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomPairs(random, count, latest, longest) {
  return Array.from({ length: count }, () => [
    random.int(0, latest),
    random.int(1, longest),
    random.int(0, latest),
    random.int(1, longest),
  ]);
}

/** Pairs whose intervals have a common divisor of up to `largest`; about nine in ten of them do meet. */
function relatedPairs(random, count, largest) {
  return Array.from({ length: count }, () => {
    const divisor = random.int(2, largest);
    const remainder = random.int(0, divisor - 1);
    const first = () => remainder + divisor * random.int(0, Math.floor((MAX_MINUTES - 1) / divisor) - 1);
    const interval = () => divisor * random.int(1, Math.floor(MAX_MINUTES / divisor));
    return [first(), interval(), first() + (random.int(1, 10) === 1 ? 1 : 0), interval()];
  });
}

export function* tests() {
  yield make(
    "sample-1",
    [
      [2, 5, 3, 4],
      [0, 6, 3, 4],
      [1, 3, 20, 2],
    ],
    "The first two clocks chime at the minutes 2, 7, 12, … and 3, 7, 11, … and meet at minute 7. In the second pair one clock chimes at even minutes only and the other one at odd minutes only. In the third pair both rhythms agree at minute 4 already, but the second clock is still silent then. They meet at minute 22.",
  );
  yield make(
    "sample-2",
    [
      [5, 10, 5, 7],
      [8, 1, 0, 1000],
    ],
    "The first two clocks chime together right away. In the second pair the second clock chimes at minute 0, when the first one is silent, and for the second time at minute 1000.",
  );

  const random = new Prng(1515);
  yield make("large-almost-equal", [
    [0, MAX_MINUTES, 1, MAX_MINUTES - 1],
    [1, MAX_MINUTES - 1, 0, MAX_MINUTES],
    ...Array.from({ length: 40 }, () => [
      random.int(0, 9),
      MAX_MINUTES - random.int(0, 9),
      random.int(0, 9),
      MAX_MINUTES - random.int(0, 99),
    ]),
  ]);

  yield make("at-once", [[0, 1, 0, 1]]);
  yield make("never", [[0, MAX_MINUTES, 1, MAX_MINUTES]]);
  yield make("one-begins-late", [
    [0, 1, MAX_MINUTES, 1],
    [MAX_MINUTES, 1, 0, 1],
    [0, 2, 999999999, 3],
    [999999999, 2, 0, 3],
    [0, MAX_MINUTES, MAX_MINUTES, MAX_MINUTES],
    [7, 7, 700000007, 11],
  ]);
  yield make("multiples", [
    [3, 4, 1, 12],
    [3, 4, 7, 12],
    [1, 12, 9, 4],
    [0, 999999999, 333333333, 333333333],
    [5, 1, 5, 1],
  ]);
  const intervals = [1, 2, 3, 4, 6];
  yield make(
    "all-small",
    intervals.flatMap((p) =>
      intervals.flatMap((r) => [0, 1, 2, 5, 9].flatMap((a) => [0, 3, 7].map((b) => [a, p, b, r]))),
    ),
  );
  yield make("small-random", randomPairs(random, 200, 30, 12));
  yield make("medium-random", randomPairs(random, 500, 5000, 1000));
  yield make("large-random", randomPairs(random, MAX_PAIRS, MAX_MINUTES, MAX_MINUTES));
  yield make("large-related", relatedPairs(random, MAX_PAIRS, 5000));
  yield make("large-closely-related", relatedPairs(random, 5000, 20000000));
}
