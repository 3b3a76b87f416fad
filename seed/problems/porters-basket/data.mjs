import { Prng } from "../../prng.mjs";

const MAX_PARCELS = 200;
const MAX_LOAD = 5000;
const MAX_WEIGHT = 10000;
const MAX_PAY = 1000000;

/** Two rows of a knapsack table: without the daughter's help, and with it. */
function solve(load, parcels) {
  const alone = new Float64Array(load + 1);
  const helped = new Float64Array(load + 1);
  for (const [weight, pay] of parcels) {
    const half = Math.ceil(weight / 2);
    for (let left = load; left >= half; left--) {
      helped[left] = Math.max(helped[left], alone[left - half] + pay);
      if (left >= weight) {
        helped[left] = Math.max(helped[left], helped[left - weight] + pay);
        alone[left] = Math.max(alone[left], alone[left - weight] + pay);
      }
    }
  }
  return String(helped[load]);
}

function make(name, load, parcels, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${parcels.length} ${load}\n${parcels.map((pair) => pair.join(" ")).join("\n")}\n`,
    output: `${solve(load, parcels)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomParcels(random, count, heaviest, best = MAX_PAY) {
  return Array.from({ length: count }, () => [random.int(1, heaviest), random.int(1, best)]);
}

/** The pay is close to what the weight suggests, so that no parcel is clearly better than others. */
function evenParcels(random, count, lightest, heaviest) {
  return Array.from({ length: count }, () => {
    const weight = random.int(lightest, heaviest);
    return [weight, 90 * weight + random.int(0, 100)];
  });
}

export function* tests() {
  yield make(
    "sample-1",
    10,
    [
      [6, 30],
      [5, 14],
      [4, 16],
      [9, 33],
    ],
    "They carry parcel 4 together, which counts 5 pounds for Iolana, and she takes parcel 3 alone: 9 pounds and 33 + 16 = 49 coins. Parcels 1 and 4 would pay more, but weigh at least 11 pounds for her, and parcels 1 and 3 pay only 46 coins.",
  );
  yield make("sample-2", 3, [[7, 50]], "Half of 7 pounds, rounded up, is 4: still too much.");
  yield make(
    "sample-3",
    8,
    [
      [16, 5],
      [4, 2],
      [4, 2],
    ],
    "Parcel 1 can only be carried by both and leaves no room for anything else. The other two together pay 4 coins.",
  );
  yield make("one-pound", 1, [[1, 1]]);

  const random = new Prng(1313);
  yield make("large-even", MAX_LOAD, evenParcels(random, MAX_PARCELS, 20, 120));
  yield make("just-half", 5, [
    [10, 7],
    [9, 6],
    [11, 1000],
  ]);
  yield make("too-heavy", 9, [
    [19, 5],
    [10000, 1000000],
  ]);
  yield make("all-fit", 100, randomParcels(random, 10, 10));
  yield make("only-one-is-helped", 6, [
    [8, 10],
    [8, 10],
    [2, 1],
  ]);
  yield make("not-the-heaviest", 10, [
    [10, 100],
    [9, 99],
    [1, 10],
    [5, 60],
  ]);
  yield make("small-random", 30, randomParcels(random, 12, 20, 50));
  yield make("small-odd", 25, Array.from({ length: 12 }, () => [2 * random.int(1, 9) - 1, random.int(1, 30)]));
  yield make("small-heavy", 20, randomParcels(random, 15, 45, 60));
  yield make("medium-even", 700, evenParcels(random, 60, 5, 60));
  yield make("large-random", MAX_LOAD, randomParcels(random, MAX_PARCELS, MAX_WEIGHT));
  yield make("large-light", MAX_LOAD, randomParcels(random, MAX_PARCELS, 100));
  yield make("large-heavy", MAX_LOAD, evenParcels(random, MAX_PARCELS, 1000, 2600));
  yield make("large-all-equal", MAX_LOAD, new Array(MAX_PARCELS).fill([51, MAX_PAY]));
}
