import { Prng } from "../../prng.mjs";

const MAX_ISLANDS = 60000;
const MAX_LINES = 150000;
const MAX_TIME = 1000000;

/** Dijkstra's algorithm with a binary heap; out-of-date heap entries are skipped. */
function solve(customs, lines) {
  const islands = customs.length;
  const head = new Int32Array(islands + 1).fill(-1);
  const next = new Int32Array(2 * lines.length);
  lines.forEach(([a, b], index) => {
    next[2 * index] = head[a];
    head[a] = 2 * index;
    next[2 * index + 1] = head[b];
    head[b] = 2 * index + 1;
  });

  const best = new Float64Array(islands + 1).fill(Infinity);
  const heap = [];
  const push = (time, island) => {
    const entry = { time, island };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent].time <= time) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  };
  const pop = () => {
    const top = heap[0];
    const entry = heap.pop();
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) {
          break;
        }
        if (child + 1 < heap.length && heap[child + 1].time < heap[child].time) {
          child++;
        }
        if (heap[child].time >= entry.time) {
          break;
        }
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = entry;
    }
    return top;
  };

  best[1] = 0;
  push(0, 1);
  while (heap.length > 0) {
    const { time, island } = pop();
    if (time > best[island]) {
      continue;
    }
    if (island === islands) {
      return String(time);
    }
    const leaving = island === 1 ? time : time + customs[island - 1];
    for (let edge = head[island]; edge !== -1; edge = next[edge]) {
      const line = lines[edge >> 1];
      const other = edge % 2 === 0 ? line[1] : line[0];
      const arrival = leaving + line[2];
      if (arrival < best[other]) {
        best[other] = arrival;
        push(arrival, other);
      }
    }
  }
  return "-1";
}

function make(name, customs, lines, explanation) {
  const rows = [`${customs.length} ${lines.length}`, customs.join(" "), ...lines.map((line) => line.join(" "))];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(customs, lines)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomCustoms(random, islands, highest) {
  return Array.from({ length: islands }, () => random.int(0, highest));
}

function randomLine(random, islands, longest) {
  const a = random.int(1, islands);
  const b = random.int(1, islands - 1);
  return [a, b >= a ? b + 1 : b, random.int(1, longest)];
}

/** A random tree on all islands plus random further lines, in random order. */
function connected(random, islands, count, longest) {
  const lines = [];
  for (let island = 2; island <= islands; island++) {
    lines.push([random.int(1, island - 1), island, random.int(1, longest)]);
  }
  while (lines.length < count) {
    lines.push(randomLine(random, islands, longest));
  }
  return random.shuffle(lines);
}

/** Lines between neighbours on a grid; the first and the last island are opposite corners. */
function grid(random, rows, columns, longest) {
  const lines = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const island = row * columns + column + 1;
      if (column + 1 < columns) {
        lines.push([island, island + 1, random.int(1, longest)]);
      }
      if (row + 1 < rows) {
        lines.push([island + columns, island, random.int(1, longest)]);
      }
    }
  }
  return random.shuffle(lines);
}

export function* tests() {
  yield make(
    "sample-1",
    [9, 8, 1, 5],
    [
      [1, 2, 3],
      [2, 4, 2],
      [1, 3, 6],
      [3, 4, 3],
      [2, 3, 1],
    ],
    "Via island 2 the trip takes 3 + 8 + 2 = 13 minutes, via island 3 only 6 + 1 + 3 = 10. The customs times of the first and the last island do not matter.",
  );
  yield make(
    "sample-2",
    [0, 0, 0],
    [
      [1, 2, 4],
      [2, 1, 7],
    ],
    "No ferry goes to island 3.",
  );
  yield make(
    "sample-3",
    [5, 2, 2, 5],
    [
      [4, 1, 20],
      [1, 2, 3],
      [3, 2, 4],
      [3, 4, 1],
      [1, 4, 16],
    ],
    "The direct lines take 20 and 16 minutes. The detour over islands 2 and 3 takes 3 + 2 + 4 + 2 + 1 = 12.",
  );
  yield make("no-lines", [0, 0], []);
  yield make("two-islands", [1000000, 1000000], [[2, 1, 1000000]]);
  yield make(
    "parallel-lines",
    [0, 3, 0],
    [
      [1, 2, 9],
      [2, 1, 4],
      [1, 2, 6],
      [2, 3, 5],
      [3, 2, 2],
    ],
  );

  const random = new Prng(606);
  yield make("small-random", randomCustoms(random, 10, 20), connected(random, 10, 18, 20));
  yield make("small-strict-customs", randomCustoms(random, 12, 100), connected(random, 12, 30, 5));
  yield make("medium-random", randomCustoms(random, 200, 1000), connected(random, 200, 500, 1000));

  const islands = MAX_ISLANDS;
  const path = [];
  for (let island = islands; island > 1; island--) {
    path.push([island - 1, island, MAX_TIME]);
  }
  yield make("large-path", new Array(islands).fill(MAX_TIME), path);
  yield make("large-random", randomCustoms(random, islands, MAX_TIME), connected(random, islands, MAX_LINES, MAX_TIME));
  yield make("large-cheap-customs", randomCustoms(random, islands, 10), connected(random, islands, MAX_LINES, MAX_TIME));

  // Island n has no lines at all.
  const isolated = connected(random, islands - 1, MAX_LINES, 1000);
  yield make("large-unreachable", randomCustoms(random, islands, 1000), isolated);
  yield make("large-grid", randomCustoms(random, 244 * 245, 500), grid(random, 244, 245, 1000));

  // Island k has a slow line from island 1 and a fast one from island k - 1: every time improves once more.
  const shrinking = [];
  for (let island = 2; island <= islands; island++) {
    shrinking.push([island - 1, island, 1]);
    shrinking.push([1, island, Math.min(MAX_TIME, 16 * island)]);
  }
  yield make("large-fan", new Array(islands).fill(2), shrinking);
}
