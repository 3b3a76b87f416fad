import { Prng } from "../../prng.mjs";

const MAX_PLACES = 100000;
const MAX_LITRES = 1000000000;

/** A tree is a triple [source, capacity, demand]; trees[0] is the tree with number 2. */
function solve(trees) {
  const places = trees.length + 1;
  const hoses = new Int32Array(places + 1);
  for (const [source] of trees) {
    hoses[source]++;
  }
  const needed = new Float64Array(places + 1);
  const ready = [];
  for (let place = 2; place <= places; place++) {
    if (hoses[place] === 0) {
      ready.push(place);
    }
  }
  while (ready.length > 0) {
    const place = ready.pop();
    const [source, capacity, demand] = trees[place - 2];
    needed[source] += Math.min(capacity, demand + needed[place]);
    if (--hoses[source] === 0 && source !== 1) {
      ready.push(source);
    }
  }
  return String(needed[1]);
}

function make(name, trees, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${trees.length + 1}\n${trees.map((tree) => tree.join(" ")).join("\n")}\n`,
    output: `${solve(trees)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Gives the trees new random numbers; the pump keeps its own. */
function renumber(random, trees) {
  const names = [1, ...random.shuffle(Array.from(trees, (_, index) => index + 2))];
  const renamed = new Array(trees.length);
  for (const [index, [source, ...rest]] of trees.entries()) {
    renamed[names[index + 1] - 2] = [names[source - 1], ...rest];
  }
  return renamed;
}

/** Every tree gets its water from one of the `reach` places before it. */
function grow(random, places, reach, capacity, demand) {
  const trees = [];
  for (let place = 2; place <= places; place++) {
    trees.push([random.int(Math.max(1, place - reach), place - 1), capacity(place), demand(place)]);
  }
  return renumber(random, trees);
}

export function* tests() {
  yield make(
    "sample-1",
    [
      [1, 10, 4],
      [2, 5, 9],
      [2, 3, 1],
      [1, 2, 6],
    ],
    "The hose to tree 3 lets 5 of its 9 litres through, and tree 4 uses 1 litre. Together with the 4 litres of tree 2 this makes 10, just what the hose to tree 2 can carry. Tree 5 gets 2 litres. In total the trees use 12.",
  );
  yield make(
    "sample-2",
    [
      [3, 8, 7],
      [4, 6, 1],
      [1, 5, 3],
    ],
    "The hoses lead from the pump to tree 4, from there to tree 3 and from there to tree 2. They need 7, 1 and 3 litres, but the first hose lets only 5 litres through. It does not matter who gets them.",
  );
  yield make(
    "sample-3",
    [
      [1, 0, 5],
      [2, 9, 9],
    ],
    "The hose at the pump is blocked, so nobody gets any water.",
  );

  const random = new Prng(1313);
  const constant = (value) => () => value;
  const between = (low, high) => () => random.int(low, high);
  yield make("chain-wide-hoses", grow(random, MAX_PLACES, 1, constant(9 * MAX_PLACES), between(0, 9)));

  yield make("one-tree", [[1, MAX_LITRES, MAX_LITRES]]);
  yield make("dry-tree", [[1, 7, 0]]);
  yield make("star", [
    [1, 3, 5],
    [1, 5, 3],
    [1, 0, 9],
    [1, 9, 0],
    [1, 4, 4],
  ]);
  yield make("backward-chain", [
    [3, 2, 2],
    [4, 4, 1],
    [5, 6, 1],
    [1, 9, 1],
  ]);
  for (let i = 1; i <= 3; i++) {
    yield make(`small-random-${i}`, grow(random, 9, 9, between(0, 30), between(0, 10)));
  }
  yield make("small-narrow", grow(random, 30, 3, between(1, 12), between(0, 9)));
  yield make(
    "medium-wider-near-the-pump",
    grow(random, 2000, 500, (place) => random.int(0, 20000 / place), between(0, 9)),
  );
  yield make("medium-deep", grow(random, 3000, 4, between(0, 3000), between(0, 9)));
  yield make(
    "large-random",
    grow(
      random,
      MAX_PLACES,
      MAX_PLACES,
      (place) => random.int(0, Math.min(MAX_LITRES, (4 * MAX_LITRES) / Math.sqrt(place))),
      between(0, MAX_LITRES),
    ),
  );
  yield make("large-star", new Array(20000).fill([1, MAX_LITRES, MAX_LITRES]));
  yield make("long-chain", grow(random, MAX_PLACES, 1, between(0, 99), constant(1)));
}
