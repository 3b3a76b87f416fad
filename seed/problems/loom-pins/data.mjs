import { Prng } from "../../prng.mjs";

const MAX_CARDS = 100000;
const MAX_PINS = 30;
const MAX_WEAR = 1000;
const FULL_CARD = 2 ** MAX_PINS - 1;

/** The answer stays below 2^53. */
function solve(wears, cards) {
  let total = 0;
  wears.forEach((wear, pin) => {
    let holes = 0;
    for (const card of cards) {
      holes += (card >> pin) & 1;
    }
    total += wear * holes * (cards.length - holes);
  });
  return String(total);
}

function make(name, wears, cards, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${cards.length} ${wears.length}\n${wears.join(" ")}\n${cards.join(" ")}\n`,
    output: `${solve(wears, cards)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomWears(random, pins, highest = MAX_WEAR) {
  return Array.from({ length: pins }, () => random.int(1, highest));
}

function randomCards(random, count, pins) {
  return Array.from({ length: count }, () => random.int(0, 2 ** pins - 1));
}

export function* tests() {
  yield make(
    "sample-1",
    [5, 1, 2],
    [3, 6, 1],
    "From card 3 (holes 0 and 1) to card 6 (holes 1 and 2) the pins 0 and 2 move: 5 + 2 = 7. From 3 to 1 only pin 1 moves: 1. From 6 to 1 all three pins move: 8. Together that is 16.",
  );
  yield make("sample-2", [4, 9], [2, 2, 2, 3], "Only pin 0 ever moves, in the three pairs that have the card 3.");
  yield make("sample-3", [7], [1], "There is no pair of cards, so nothing wears.");
  yield make("two-opposite-cards", new Array(MAX_PINS).fill(MAX_WEAR), [0, FULL_CARD]);

  const random = new Prng(808);
  yield make("small-random", randomWears(random, 5, 9), randomCards(random, 8, 5));
  yield make("large-random", randomWears(random, MAX_PINS), randomCards(random, MAX_CARDS, MAX_PINS));
  yield make("one-pin", [3], [0, 1, 1, 0, 1]);
  yield make("blank-cards", [3, 1, 4, 1, 5], [0, 0, 0]);
  yield make("medium-random", randomWears(random, 17), randomCards(random, 1200, 17));
  yield make(
    "highest-pin-only",
    randomWears(random, MAX_PINS),
    Array.from({ length: 900 }, () => random.pick([0, 2 ** (MAX_PINS - 1)])),
  );
  yield make(
    "large-most-wear",
    new Array(MAX_PINS).fill(MAX_WEAR),
    Array.from({ length: MAX_CARDS }, (_, index) => (index % 2 === 0 ? 0 : FULL_CARD)),
  );
  yield make("large-all-equal", randomWears(random, MAX_PINS), new Array(MAX_CARDS).fill(21));
  yield make("large-single-holes", randomWears(random, 12), Array.from({ length: MAX_CARDS }, () => 2 ** random.int(0, 11)));
}
