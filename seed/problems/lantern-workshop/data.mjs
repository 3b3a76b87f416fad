import { Prng } from "../../prng.mjs";

const MAX_ARTISANS = 50000;
const MAX_LANTERNS = 1000000000;
const MAX_MINUTES = 1000000;

function enough(time, lanterns, artisans) {
  let total = 0;
  for (const [setup, each] of artisans) {
    if (time > setup) {
      total += Math.floor((time - setup) / each);
      if (total >= lanterns) {
        return true;
      }
    }
  }
  return false;
}

function solve(lanterns, artisans) {
  let low = 1;
  let high = artisans.reduce((best, [setup, each]) => Math.min(best, setup + each * lanterns), Infinity);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle, lanterns, artisans)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return String(low);
}

function make(name, lanterns, artisans, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${artisans.length} ${lanterns}\n${artisans.map((artisan) => artisan.join(" ")).join("\n")}\n`,
    output: `${solve(lanterns, artisans)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomArtisans(random, count, longestSetup, fastest, slowest) {
  return Array.from({ length: count }, () => [random.int(0, longestSetup), random.int(fastest, slowest)]);
}

export function* tests() {
  yield make(
    "sample-1",
    5,
    [
      [4, 2],
      [0, 5],
    ],
    "The first artisan finishes lanterns after 6, 8, 10, … minutes, the second one after 5, 10, … minutes. After 10 minutes there are 3 + 2 = 5 lanterns, after 9 minutes only 3.",
  );
  yield make("sample-2", 3, [[7, 10]], "The only artisan finishes the third lantern after 7 + 3 · 10 = 37 minutes.");
  yield make(
    "sample-3",
    4,
    [
      [0, 3],
      [100, 1],
      [1, 4],
    ],
    "By minute 9 the first artisan has made 3 lanterns and the third one has made 2. That is more than 4, but after 8 minutes there are only 2 + 1 = 3. The second artisan is still preparing.",
  );
  yield make("one-minute", 1, [[0, 1]]);
  yield make("single-late", 1, [[1000000, 1000000]]);
  yield make("many-at-once", 3, new Array(5).fill([2, 6]));

  const random = new Prng(808);
  yield make("small-random", 20, randomArtisans(random, 4, 10, 1, 9));
  yield make("small-long-setup", 30, randomArtisans(random, 6, 500, 1, 9));
  yield make("medium-random", 5000, randomArtisans(random, 300, 2000, 50, 1000));
  yield make("slowest-alone", MAX_LANTERNS, [[MAX_MINUTES, MAX_MINUTES]]);
  yield make("huge-one-fast", MAX_LANTERNS, [
    ...randomArtisans(random, MAX_ARTISANS - 1, MAX_MINUTES, 900000, MAX_MINUTES),
    [0, 1],
  ]);
  yield make("huge-random", MAX_LANTERNS, randomArtisans(random, MAX_ARTISANS, MAX_MINUTES, 1, MAX_MINUTES));
  yield make("huge-all-slow", MAX_LANTERNS, new Array(MAX_ARTISANS).fill([MAX_MINUTES, MAX_MINUTES]));
  yield make("huge-all-fast", MAX_LANTERNS, new Array(MAX_ARTISANS).fill([0, 1]));
  yield make("huge-long-setup", 777777777, randomArtisans(random, MAX_ARTISANS, MAX_MINUTES, 1, 30));
}
