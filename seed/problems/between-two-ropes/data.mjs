import { Prng } from "../../prng.mjs";

const MAX_STONES = 50000;
const MAX_DIRECTIONS = 50000;
const MAX = 1000000;

/** Corners from the leftmost to the rightmost stone; `side` is 1 for the upper chain and -1 for the lower one. */
function chain(sorted, side) {
  const corners = [];
  for (const [x, y] of sorted) {
    while (corners.length > 1) {
      const [ax, ay] = corners[corners.length - 2];
      const [bx, by] = corners[corners.length - 1];
      if (side * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < 0) {
        break;
      }
      corners.pop();
    }
    corners.push([x, y]);
  }
  return corners;
}

/** The largest height along a chain on which heights first rise and then fall. */
function peak(corners, dx, dy) {
  const height = ([x, y]) => dx * x + dy * y;
  let low = 0;
  let high = corners.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (height(corners[middle]) < height(corners[middle + 1])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return height(corners[low]);
}

/** No number exceeds 2^53. */
function solve(stones, directions) {
  const sorted = [...stones].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const upper = chain(sorted, 1);
  const lower = chain(sorted, -1);
  const width = sorted[sorted.length - 1][0] - sorted[0][0];
  const spans = directions.map(([dx, dy]) => {
    if (dy === 0) {
      return Math.abs(dx) * width;
    }
    const sign = Math.sign(dy);
    return peak(upper, sign * dx, sign * dy) + peak(lower, -sign * dx, -sign * dy);
  });
  return spans.join("\n");
}

function make(name, stones, directions, explanation) {
  const rows = [`${stones.length} ${directions.length}`, ...stones.map((stone) => stone.join(" ")), ...directions.map((d) => d.join(" "))];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(stones, directions)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Different places that `place` comes up with. */
function different(count, place) {
  const stones = new Map();
  while (stones.size < count) {
    const stone = place();
    stones.set(stone.join(), stone);
  }
  return [...stones.values()];
}

function square(random, count, side) {
  return different(count, () => [random.int(-side, side), random.int(-side, side)]);
}

function disc(random, count, radius) {
  return different(count, () => {
    for (;;) {
      const [x, y] = [random.int(-radius, radius), random.int(-radius, radius)];
      if (x * x + y * y <= radius * radius) {
        return [x, y];
      }
    }
  });
}

function randomDirections(random, count, longest = MAX) {
  return Array.from({ length: count }, () => {
    for (;;) {
      const direction = [random.int(-longest, longest), random.int(-longest, longest)];
      if (direction[0] !== 0 || direction[1] !== 0) {
        return direction;
      }
    }
  });
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The shortest edges of different directions, the upward ones, by angle: all together they and their opposites make a polygon. */
function shortEdges(count) {
  const edges = [];
  const reach = Math.ceil(Math.sqrt(count)) + 10;
  for (let x = -reach; x <= reach; x++) {
    for (let y = 0; y <= reach; y++) {
      if ((y > 0 || x > 0) && greatestCommonDivisor(Math.abs(x), y) === 1) {
        edges.push([x, y]);
      }
    }
  }
  const shortest = edges.sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - bx * bx - by * by).slice(0, count);
  return shortest.sort(([ax, ay], [bx, by]) => ay * bx - by * ax);
}

/** A convex polygon with twice as many corners as there are edges, with the origin at its centre. */
function polygon(edges) {
  const corners = [];
  let x = -Math.floor(edges.reduce((sum, edge) => sum + edge[0], 0) / 2);
  let y = -Math.floor(edges.reduce((sum, edge) => sum + edge[1], 0) / 2);
  for (const sign of [1, -1]) {
    for (const edge of edges) {
      corners.push([x, y]);
      x += sign * edge[0];
      y += sign * edge[1];
    }
  }
  return corners;
}

export function* tests() {
  yield make(
    "sample-1",
    [
      [0, 0],
      [4, 1],
      [1, 3],
      [2, 1],
    ],
    [
      [1, 0],
      [0, -2],
      [1, 1],
      [-1, 2],
    ],
    "From west to east the stones span 4. From north to south they span 3, times 2 for the length of the direction (0, -2). For (1, 1) the values of x + y are 0, 5, 4 and 3, so the span is 5. For (-1, 2) the values of -x + 2y are 0, -2, 5 and 0: the span is 7.",
  );
  yield make(
    "sample-2",
    [[7, -3]],
    [
      [5, 5],
      [-1, 0],
    ],
    "A single stone: the ropes touch each other.",
  );
  yield make(
    "sample-3",
    [
      [0, 0],
      [3, 6],
      [1, 2],
    ],
    [
      [2, -1],
      [-3, -6],
      [0, 1],
    ],
    "All stones stand on one line. At a right angle to it the span is 0.",
  );

  const random = new Prng(1515);
  const edges = shortEdges(MAX_STONES / 2);
  yield make("large-all-corners", random.shuffle(polygon(edges)), randomDirections(random, MAX_DIRECTIONS));

  const axes = [
    [1, 0],
    [-3, 0],
    [0, 1],
    [0, -2],
    [1, 1],
    [-1, 1],
    [1, -1],
    [-MAX, -MAX],
  ];
  yield make("two-far-stones", [
    [MAX, MAX],
    [-MAX, -MAX],
  ], axes);
  yield make("upright-line", [4, -9, 0, 3, 8].map((y) => [-2, y]), axes);
  yield make("level-line", [4, -9, 0, 3, 8].map((x) => [x, 5]), axes);
  const corners = [
    [-MAX, -MAX],
    [-MAX, MAX],
    [MAX, -MAX],
    [MAX, MAX],
  ];
  yield make("largest-square", corners, [...axes, ...corners, ...randomDirections(random, 20)]);
  const lattice = Array.from({ length: 49 }, (_, index) => [index % 7, Math.floor(index / 7)]);
  yield make("lattice", random.shuffle(lattice), [...axes, ...randomDirections(random, 30, 4)]);
  yield make("small-random", square(random, 15, 10), randomDirections(random, 40, 10));
  yield make("small-flat", different(25, () => [random.int(-40, 40), random.int(-1, 1)]), [...axes, ...randomDirections(random, 40, 30)]);
  yield make("medium-disc", disc(random, 2000, 900), randomDirections(random, 2000, 1000));

  // Directions at a right angle to edges, and ones that are almost the same.
  const few = shortEdges(1000);
  const rightAngles = few.flatMap(([x, y]) => [
    [y, -x],
    [-1000 * y, 1000 * x],
    [1000 * y + 1, -1000 * x],
    [1000 * y, -1000 * x - 1],
  ]);
  yield make("medium-right-angles", random.shuffle(polygon(few)), random.shuffle(rightAngles));
  yield make("large-disc", disc(random, MAX_STONES, MAX), randomDirections(random, 5000, 100));
  yield make("large-line", different(20000, () => [random.int(-MAX / 2, MAX / 2)]).map(([x]) => [x, -2 * x]), randomDirections(random, 10000));
}
