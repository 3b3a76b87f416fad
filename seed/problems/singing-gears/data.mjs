import { Prng } from "../../prng.mjs";

const MAX_GEARS = 200000;
const MAX_TEETH = 500000;

function solve(gears) {
  const count = new Float64Array(MAX_TEETH + 1);
  for (const teeth of gears) {
    count[teeth]++;
  }
  const exact = new Float64Array(MAX_TEETH + 1);
  for (let divisor = MAX_TEETH; divisor > 0; divisor--) {
    let multiples = 0;
    let larger = 0;
    for (let multiple = divisor; multiple <= MAX_TEETH; multiple += divisor) {
      multiples += count[multiple];
      larger += exact[multiple];
    }
    exact[divisor] = (multiples * (multiples - 1)) / 2 - larger;
  }
  const composite = new Uint8Array(MAX_TEETH + 1);
  let singing = 0;
  for (let number = 2; number <= MAX_TEETH; number++) {
    if (composite[number] === 0) {
      singing += exact[number];
      for (let multiple = 2 * number; multiple <= MAX_TEETH; multiple += number) {
        composite[multiple] = 1;
      }
    }
  }
  return String(singing);
}

function make(name, gears, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${gears.length}\n${gears.join(" ")}\n`,
    output: `${solve(gears)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomGears(random, count, fewest, most, factor = 1) {
  return Array.from({ length: count }, () => factor * random.int(fewest, most));
}

export function* tests() {
  yield make(
    "sample-1",
    [6, 10, 15, 12],
    "The pairs (6, 10), (6, 15), (10, 15), (10, 12) and (15, 12) have the greatest common divisors 2, 3, 5, 2 and 3, which are all prime. The pair (6, 12) rattles with 6.",
  );
  yield make(
    "sample-2",
    [7, 7, 7, 1, 14],
    "The three gears with 7 teeth form 3 pairs among themselves and 3 pairs with the one that has 14. The gear with a single tooth only hisses.",
  );
  yield make(
    "sample-3",
    [4, 8, 9, 27],
    "The greatest common divisors are 4 and 9 for the pairs (4, 8) and (9, 27), and 1 for all the others. No pair sings.",
  );

  const random = new Prng(1717);
  yield make("large-random", randomGears(random, MAX_GEARS, 1, MAX_TEETH));

  yield make("one-gear", [2]);
  yield make("one-tooth", [1, 1, 1]);
  yield make("largest-prime", [499979, 499979, 499979]);
  yield make("largest-number", [500000, 500000, 499998]);
  yield make("square-of-a-prime", [4, 4, 25, 25, 2, 5]);
  yield make("product-of-primes", [30, 30, 42, 70, 105, 210]);
  yield make("small-random", randomGears(random, 40, 1, 30));
  yield make("small-even", randomGears(random, 50, 1, 20, 2));
  yield make(
    "small-each-number",
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
  yield make("medium-random", randomGears(random, 1000, 1, 1000));
  yield make("medium-multiples-of-30", randomGears(random, 1500, 1, 100, 30));
  yield make("large-all-two", new Array(MAX_GEARS).fill(2));
  yield make("large-few-values", randomGears(random, MAX_GEARS, 1, 60));
}
