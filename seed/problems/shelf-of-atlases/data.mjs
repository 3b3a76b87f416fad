import { Prng } from "../../prng.mjs";

function make(name, shelf, heaviest, explanation) {
  const restacked = [...shelf.filter((weight) => weight <= heaviest), ...shelf.filter((weight) => weight > heaviest)];
  return {
    name,
    sample: explanation !== undefined,
    input: `${JSON.stringify(shelf)}\n${heaviest}\n`,
    output: `${JSON.stringify(restacked)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

export function* tests() {
  yield make("sample-1", [900, 2400, 300, 3100, 800], 1000, "The books of 2400 and 3100 grams go to the right end.");
  yield make("sample-2", [500, 500], 500, "A book of exactly 500 grams is not too heavy.");
  yield make("empty", [], 10);
  yield make("one-light", [1], 1);
  yield make("one-heavy", [2], 1);
  yield make("all-heavy", [5, 4, 3, 2, 1], 0);
  yield make("all-light", [5, 4, 3, 2, 1], 9);
  yield make("heavy-first", [9, 8, 1, 2], 5);
  yield make("heavy-last", [1, 2, 9, 8], 5);
  const random = new Prng(402);
  for (let i = 1; i <= 4; i++) {
    yield make(
      `small-${i}`,
      Array.from({ length: random.int(5, 12) }, () => random.int(1, 20)),
      random.int(1, 20),
    );
  }
  yield make(
    "large",
    Array.from({ length: 100_000 }, () => random.int(1, 1_000_000_000)),
    500_000_000,
  );
  yield make(
    "large-heavy",
    Array.from({ length: 100_000 }, () => random.int(1, 1_000_000_000)),
    0,
  );
}
