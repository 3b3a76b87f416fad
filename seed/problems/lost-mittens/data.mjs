import { Prng } from "../../prng.mjs";

const MAX_MITTENS = 200000;

function solve(mittens) {
  const balance = new Map();
  let pairs = 0;
  for (const [colour, side] of mittens) {
    const step = side === "L" ? 1 : -1;
    const before = balance.get(colour) ?? 0;
    if (before * step < 0) {
      pairs++;
    }
    balance.set(colour, before + step);
  }
  return `${pairs} ${mittens.length - 2 * pairs}`;
}

function make(name, mittens, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${mittens.length}\n${mittens.map(([colour, side]) => `${colour} ${side}`).join("\n")}\n`,
    output: `${solve(mittens)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Mittens of random sides in random ones of the given colours. */
function pickMittens(random, count, colours, sides = "LR") {
  return Array.from({ length: count }, () => [random.pick(colours), random.pick(sides)]);
}

function palette(random, count, shortest, longest) {
  const colours = new Set();
  while (colours.size < count) {
    colours.add(random.word(random.int(shortest, longest)));
  }
  return [...colours];
}

export function* tests() {
  yield make(
    "sample-1",
    [
      ["red", "L"],
      ["blue", "R"],
      ["red", "R"],
      ["red", "L"],
      ["blue", "R"],
    ],
    "One left and one right red mitten make a pair. The other red mitten and both blue ones remain single.",
  );
  yield make(
    "sample-2",
    [
      ["grey", "R"],
      ["green", "L"],
      ["green", "R"],
      ["grey", "L"],
    ],
    "Both colours make one pair and nothing remains.",
  );
  yield make("one-mitten", [["teal", "R"]]);
  yield make("same-side", [
    ["mint", "L"],
    ["mint", "L"],
  ]);
  yield make("same-letters", [
    ["ab", "L"],
    ["ba", "R"],
    ["a", "L"],
    ["aa", "R"],
    ["aaaaaaaaaaaa", "L"],
    ["aaaaaaaaaaa", "R"],
  ]);

  const random = new Prng(303);
  yield make("small-few-colours", pickMittens(random, 30, ["plum", "rust", "sand"]));
  yield make("small-mostly-left", pickMittens(random, 40, ["plum", "rust", "sand", "jade"], "LLLR"));
  yield make("medium", pickMittens(random, 1500, palette(random, 300, 3, 8)));
  yield make("large-all-left", pickMittens(random, MAX_MITTENS, palette(random, 26, 1, 6), "L"));
  yield make("large-one-colour", pickMittens(random, MAX_MITTENS, ["white"]));
  yield make("large-many-colours", pickMittens(random, MAX_MITTENS, palette(random, 60000, 5, 12)));

  const distinct = palette(random, MAX_MITTENS, 6, 12);
  yield make(
    "large-all-different",
    distinct.map((colour) => [colour, random.pick("LR")]),
  );
  const half = distinct.slice(0, MAX_MITTENS / 2);
  const lefts = half.map((colour) => [colour, "L"]);
  const rights = half.map((colour) => [colour, "R"]);
  yield make("large-all-paired", [...lefts, ...rights.reverse()]);
  yield make("large-shuffled-pairs", random.shuffle([...lefts, ...rights]));
}
