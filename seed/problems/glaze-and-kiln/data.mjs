import { Prng } from "../../prng.mjs";

const MAX_POTS = 100000;
const MAX_SECONDS = 1000000000;

function solve(pots) {
  const kilnWaits = pots.filter(([glaze, fire]) => glaze < fire).sort((a, b) => a[0] - b[0]);
  const potsWait = pots.filter(([glaze, fire]) => glaze >= fire).sort((a, b) => b[1] - a[1]);
  let wheel = 0;
  let kiln = 0;
  for (const [glaze, fire] of [...kilnWaits, ...potsWait]) {
    wheel += glaze;
    kiln = Math.max(kiln, wheel) + fire;
  }
  return String(kiln);
}

function make(name, pots, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${pots.length}\n${pots.map((pot) => pot.join(" ")).join("\n")}\n`,
    output: `${solve(pots)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomPots(random, count, longestGlaze, longestFire) {
  return Array.from({ length: count }, () => [random.int(1, longestGlaze), random.int(1, longestFire)]);
}

export function* tests() {
  yield make(
    "sample-1",
    [
      [5, 2],
      [1, 6],
      [4, 4],
    ],
    "In the order 2, 3, 1 the pots are glazed from 0 to 1, from 1 to 5 and from 5 to 10. They are fired from 1 to 7, from 7 to 11 and from 11 to 13. It cannot be faster: nothing is glazed before second 1, and firing takes 6 + 4 + 2 seconds.",
  );
  yield make("sample-2", [[8, 3]], "A single pot is glazed for 8 seconds and fired for 3 seconds.");
  yield make(
    "sample-3",
    [
      [3, 9],
      [2, 1],
      [2, 5],
    ],
    "Pot 2 is quick on the wheel, but it is even quicker in the kiln, so it is best kept for the end. In the order 3, 1, 2 the kiln works without a pause from second 2 to second 2 + 5 + 9 + 1 = 17.",
  );

  const random = new Prng(1111);
  yield make("large-small-times", randomPots(random, MAX_POTS, 999, 999));

  yield make("smallest", [[1, 1]]);
  yield make("equal-pots", new Array(6).fill([4, 4]));
  yield make("kiln-is-slow", [
    [3, 10],
    [1, 12],
    [2, 11],
    [3, 40],
  ]);
  yield make("wheel-is-slow", [
    [10, 3],
    [12, 1],
    [11, 2],
    [40, 3],
  ]);
  yield make("ties", [
    [1, 1],
    [2, 1],
    [1, 2],
    [2, 2],
    [1, 1],
    [3, 1],
    [1, 3],
  ]);
  for (let i = 1; i <= 4; i++) {
    yield make(`small-random-${i}`, randomPots(random, 6, 10, 10));
  }
  yield make("small-slow-wheel", randomPots(random, 12, 30, 12));
  yield make("small-slow-kiln", randomPots(random, 12, 12, 30));
  yield make("medium-random", randomPots(random, 1000, MAX_SECONDS, MAX_SECONDS));
  // Many ties: a comparison by min(g, f) contradicts itself here.
  yield make("medium-ties", randomPots(random, 5000, 4, 4));
  yield make("large-random", randomPots(random, MAX_POTS, MAX_SECONDS, MAX_SECONDS));
  // Every pot has one long and one short time.
  yield make(
    "large-lopsided",
    Array.from({ length: MAX_POTS / 2 }, () => {
      const short = random.int(1, 100);
      const long = random.int(1, MAX_SECONDS);
      return random.int(0, 1) === 0 ? [short, long] : [long, short];
    }),
  );
}
