import { Prng } from "../../prng.mjs";

const MAX_OASES = 100000;
const MAX_CARAVANS = 100000;
const MAX_CAMELS = 1000000;

/** Lowest common ancestors by jumps along heavy paths; then the sums of the notes in all subtrees. */
function solve(oases, roads, caravans) {
  const near = Array.from({ length: oases + 1 }, () => []);
  for (const [index, [u, v]] of roads.entries()) {
    near[u].push(v, index);
    near[v].push(u, index);
  }
  const parent = new Int32Array(oases + 1);
  const road = new Int32Array(oases + 1).fill(-1);
  const depth = new Int32Array(oases + 1);
  const order = [1];
  for (let at = 0; at < order.length; at++) {
    const here = order[at];
    for (let i = 0; i < near[here].length; i += 2) {
      const next = near[here][i];
      if (next !== parent[here]) {
        parent[next] = here;
        road[next] = near[here][i + 1];
        depth[next] = depth[here] + 1;
        order.push(next);
      }
    }
  }
  const size = new Int32Array(oases + 1).fill(1);
  const heavy = new Int32Array(oases + 1);
  size[0] = 0;
  for (const here of order.toReversed()) {
    size[parent[here]] += here === 1 ? 0 : size[here];
    if (here !== 1 && (heavy[parent[here]] === 0 || size[here] > size[heavy[parent[here]]])) {
      heavy[parent[here]] = here;
    }
  }
  const top = new Int32Array(oases + 1);
  for (const here of order) {
    top[here] = here !== 1 && heavy[parent[here]] === here ? top[parent[here]] : here;
  }
  const notes = new Float64Array(oases + 1);
  for (const [from, to, camels] of caravans) {
    let [a, b] = [from, to];
    while (top[a] !== top[b]) {
      if (depth[top[a]] < depth[top[b]]) {
        [a, b] = [b, a];
      }
      a = parent[top[a]];
    }
    notes[from] += camels;
    notes[to] += camels;
    notes[depth[a] < depth[b] ? a : b] -= 2 * camels;
  }
  const load = new Float64Array(roads.length);
  for (const here of order.toReversed()) {
    if (here !== 1) {
      load[road[here]] = notes[here];
      notes[parent[here]] += notes[here];
    }
  }
  const most = load.reduce((best, camels) => Math.max(best, camels), 0);
  return `${load.indexOf(most) + 1} ${most}`;
}

function make(name, oases, roads, caravans, explanation) {
  const rows = [
    `${oases} ${caravans.length}`,
    ...roads.map((road) => road.join(" ")),
    ...caravans.map((caravan) => caravan.join(" ")),
  ];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(oases, roads, caravans)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Every oasis is connected to one of the `reach` before it; then oases, roads and the ends of the roads are shuffled. */
function tree(random, oases, reach) {
  const names = random.shuffle(Array.from({ length: oases }, (_, index) => index + 1));
  const roads = [];
  for (let oasis = 1; oasis < oases; oasis++) {
    const road = [names[oasis], names[random.int(Math.max(0, oasis - reach), oasis - 1)]];
    roads.push(random.int(0, 1) === 0 ? road : road.reverse());
  }
  return random.shuffle(roads);
}

function randomCaravans(random, count, oases, camels) {
  return Array.from({ length: count }, () => [random.int(1, oases), random.int(1, oases), random.int(1, camels)]);
}

export function* tests() {
  yield make(
    "sample-1",
    5,
    [
      [1, 2],
      [2, 3],
      [4, 2],
      [4, 5],
    ],
    [
      [1, 3, 10],
      [5, 3, 4],
      [1, 4, 6],
      [5, 1, 5],
    ],
    "Road 1 is used by the caravans with 10, 6 and 5 camels, which makes 21. Road 2 is used by 10 + 4 camels, road 3 by 4 + 6 + 5, and road 4 by 4 + 5.",
  );
  yield make(
    "sample-2",
    3,
    [
      [3, 2],
      [1, 3],
    ],
    [
      [1, 2, 8],
      [3, 3, 50],
    ],
    "The first caravan uses both roads, and the second one does not use any. Of two roads with 8 camels each, road 1 has the smaller number.",
  );

  const random = new Prng(1616);
  yield make("large-chain", MAX_OASES, tree(random, MAX_OASES, 1), randomCaravans(random, 40000, MAX_OASES, 9));

  yield make(
    "two-oases",
    2,
    [[2, 1]],
    [
      [2, 1, MAX_CAMELS],
      [1, 2, 1],
    ],
  );
  yield make(
    "everybody-stays",
    3,
    [
      [1, 2],
      [2, 3],
    ],
    [
      [2, 2, 5],
      [3, 3, 7],
    ],
  );
  yield make(
    "star",
    6,
    [2, 5, 3, 6, 4].map((oasis) => [oasis, 1]),
    [
      [2, 3, 4],
      [3, 4, 2],
      [1, 4, 3],
      [5, 6, 6],
    ],
  );
  yield make(
    "up-and-down",
    7,
    [
      [1, 2],
      [1, 3],
      [2, 4],
      [2, 5],
      [3, 6],
      [3, 7],
    ],
    [
      [4, 5, 9],
      [6, 7, 9],
      [4, 1, 3],
      [1, 7, 4],
    ],
  );
  for (let i = 1; i <= 3; i++) {
    yield make(`small-random-${i}`, 9, tree(random, 9, 9), randomCaravans(random, 8, 9, 9));
  }
  yield make("small-deep", 40, tree(random, 40, 2), randomCaravans(random, 60, 40, 100));
  yield make("medium-random", 1000, tree(random, 1000, 1000), randomCaravans(random, 1000, 1000, MAX_CAMELS));
  yield make("medium-deep", 2000, tree(random, 2000, 5), randomCaravans(random, 2000, 2000, 10));
  // All caravans use the road in the middle of a chain between two stars.
  const bridge = Array.from({ length: 10000 }, (_, index) => [index < 5000 ? 1 : 2, index + 3]);
  bridge.splice(7000, 0, [2, 1]);
  yield make(
    "busy-bridge",
    10002,
    bridge,
    Array.from({ length: 30000 }, () => [random.int(3, 5002), random.int(5003, 10002), MAX_CAMELS]),
  );
  yield make(
    "large-random",
    MAX_OASES,
    tree(random, MAX_OASES, MAX_OASES),
    randomCaravans(random, MAX_CARAVANS, MAX_OASES, MAX_CAMELS),
  );
}
