import { Prng } from "../../prng.mjs";

function solve(a, b) {
  return String(BigInt(a) + BigInt(b));
}

function make(name, a, b, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${a} ${b}\n`,
    output: `${solve(a, b)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

export function* tests() {
  yield make("sample-1", 3, 4, "Three coins and four coins are seven coins.");
  yield make(
    "sample-2",
    -12,
    5,
    "The first purse owes 12 coins and the second one holds 5, so 7 coins are still owed.",
  );
  yield make("zeros", 0, 0);
  yield make("cancel-out", 271, -271);
  yield make("both-negative", -40, -2);
  yield make("negative-second", 18, -19);

  const random = new Prng(101);
  for (let i = 1; i <= 3; i++) {
    yield make(`small-${i}`, random.int(-1000, 1000), random.int(-1000, 1000));
  }
  yield make("just-over-32-bits", 2147483647, 1);
  const limit = 1e15;
  for (let i = 1; i <= 3; i++) {
    yield make(`large-${i}`, random.int(-limit, limit), random.int(-limit, limit));
  }
  yield make("largest", limit, limit);
  yield make("smallest", -limit, -limit);
  yield make("largest-cancel", limit, -limit);
}
