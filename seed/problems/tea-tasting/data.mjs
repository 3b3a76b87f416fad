import { Prng } from "../../prng.mjs";

const MAX_CUPS = 150000;
const MAX_VARIETY = 1000000000;

/** Keeps the positions of each variety: a window that takes in position i must start after the one m occurrences earlier. */
function solve(most, cups) {
  const positions = new Map();
  let start = 0;
  let longest = 0;
  let count = 0;
  cups.forEach((variety, index) => {
    let list = positions.get(variety);
    if (list === undefined) {
      list = [];
      positions.set(variety, list);
    }
    list.push(index);
    if (list.length > most) {
      start = Math.max(start, list[list.length - 1 - most] + 1);
    }
    const length = index - start + 1;
    if (length > longest) {
      longest = length;
      count = 0;
    }
    if (length === longest) {
      count++;
    }
  });
  return `${longest} ${count}`;
}

function make(name, most, cups, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${cups.length} ${most}\n${cups.join(" ")}\n`,
    output: `${solve(most, cups)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomCups(random, count, varieties) {
  return Array.from({ length: count }, () => random.int(1, varieties));
}

export function* tests() {
  yield make(
    "sample-1",
    1,
    [4, 7, 4, 9, 7, 7],
    "The stretches 7 4 9 (cups 2 to 4) and 4 9 7 (cups 3 to 5) have three different teas. Every stretch of four cups repeats one.",
  );
  yield make("sample-2", 2, [5, 5, 5, 8, 5], "The cups 2 to 4 (5 5 8) and 3 to 5 (5 8 5) are allowed. All longer stretches hold tea 5 three times.");
  yield make("sample-3", 3, [1, 1000000000, 1], "No tea occurs more than three times, so the whole row is allowed.");
  yield make("one-cup", 1, [MAX_VARIETY]);

  // A few repeats in the middle: every stretch of up to half the row is worth a look for those who start anew.
  const random = new Prng(909);
  const distinct = Array.from({ length: MAX_CUPS }, (_, index) => MAX_VARIETY - 6007 * index);
  distinct[MAX_CUPS / 2] = distinct[MAX_CUPS / 2 - 1];
  yield make("large-few-repeats", 1, random.shuffle(distinct));

  yield make("all-equal", 1, [6, 6, 6, 6, 6]);
  yield make("all-equal-three", 3, [6, 6, 6, 6, 6, 6, 6]);
  yield make("late-repeat", 1, [1, 2, 3, 4, 5, 3, 6, 7, 8, 1]);
  yield make(
    "same-last-digits",
    1,
    Array.from({ length: 1000 }, (_, index) => 1 + 1000000 * index),
  );
  yield make(
    "same-last-bits",
    1,
    Array.from({ length: 900 }, (_, index) => 5 + 1048576 * index),
  );
  yield make("small-random", 2, randomCups(random, 40, 9));
  yield make("small-two-varieties", 5, randomCups(random, 60, 2));
  yield make("medium-random", 1, randomCups(random, 2000, 700));
  yield make("medium-many-allowed", 40, randomCups(random, 3000, 30));
  yield make("large-random", 1, randomCups(random, MAX_CUPS, MAX_CUPS));
  yield make("large-few-varieties", 1000, randomCups(random, MAX_CUPS, 9));
  yield make("large-all-equal", MAX_CUPS - 1, new Array(MAX_CUPS).fill(3));
  yield make("large-whole-row", MAX_CUPS, new Array(MAX_CUPS).fill(2));
  yield make("large-periodic", 3, Array.from({ length: MAX_CUPS }, (_, index) => (index % 997) + 1));
}
