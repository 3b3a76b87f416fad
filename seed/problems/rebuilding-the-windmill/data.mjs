import { Prng } from "../../prng.mjs";

const MAX_JOBS = 30000;
const MAX_PAIRS = 60000;
const MAX_HOURS = 1000000;

/** Kahn's algorithm for the order, then one pass forwards and one backwards. */
function solve(hours, pairs) {
  const after = hours.map(() => []);
  const waits = new Int32Array(hours.length);
  for (const [a, b] of pairs) {
    after[a - 1].push(b - 1);
    waits[b - 1]++;
  }
  const order = [...waits.keys()].filter((job) => waits[job] === 0);
  const start = new Float64Array(hours.length);
  for (const job of order) {
    for (const next of after[job]) {
      start[next] = Math.max(start[next], start[job] + hours[job]);
      if (--waits[next] === 0) {
        order.push(next);
      }
    }
  }
  if (order.length < hours.length) {
    return "-1";
  }
  const rest = Float64Array.from(hours);
  let total = 0;
  for (const job of order.reverse()) {
    for (const next of after[job]) {
      rest[job] = Math.max(rest[job], hours[job] + rest[next]);
    }
    total = Math.max(total, start[job] + hours[job]);
  }
  return `${total} ${order.filter((job) => start[job] + rest[job] === total).length}`;
}

function make(name, hours, pairs, explanation) {
  const rows = [`${hours.length} ${pairs.length}`, hours.join(" "), ...pairs.map((pair) => pair.join(" "))];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(hours, pairs)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomHours(random, jobs, highest = MAX_HOURS) {
  return Array.from({ length: jobs }, () => random.int(1, highest));
}

/** Pairs that agree with a secret order of the jobs; no job waits for one that is more than `reach` places before it. */
function randomPairs(random, jobs, count, reach = jobs) {
  const order = shuffledJobs(random, jobs);
  return Array.from({ length: count }, () => {
    const first = random.int(0, jobs - 2);
    return [order[first], order[random.int(first + 1, Math.min(jobs - 1, first + reach))]];
  });
}

function shuffledJobs(random, jobs) {
  return random.shuffle(Array.from({ length: jobs }, (_, index) => index + 1));
}

/** Layers of jobs, each of which waits for all jobs of the layer before; jobs are numbered from the last layer to the first. */
function layers(count, width) {
  const pairs = [];
  const job = (layer, place) => (count - 1 - layer) * width + place + 1;
  for (let layer = 1; layer < count; layer++) {
    for (let before = 0; before < width; before++) {
      for (let place = 0; place < width; place++) {
        pairs.push([job(layer - 1, before), job(layer, place)]);
      }
    }
  }
  return pairs;
}

function chain(order) {
  return order.slice(1).map((job, index) => [order[index], job]);
}

export function* tests() {
  yield make(
    "sample-1",
    [3, 2, 4, 1, 2],
    [
      [1, 3],
      [2, 3],
      [3, 4],
      [3, 5],
    ],
    "Job 3 starts after 3 hours, when job 1 is finished, and ends after 7 hours. Job 5 takes 2 more hours, so everything is done after 9. Jobs 1, 3 and 5 are critical; jobs 2 and 4 could both take an hour longer without any harm.",
  );
  yield make(
    "sample-2",
    [5, 2, 3, 5],
    [
      [2, 3],
      [2, 3],
    ],
    "Jobs 1 and 4 take 5 hours each, and so do jobs 2 and 3 after each other. If any one of the four took an hour longer, the windmill would be finished an hour later.",
  );
  yield make(
    "sample-3",
    [1, 1, 1, 1],
    [
      [1, 2],
      [2, 3],
      [3, 2],
      [3, 4],
    ],
    "Jobs 2 and 3 wait for each other.",
  );
  yield make("one-job", [MAX_HOURS], []);

  const random = new Prng(1212);
  // So many diamonds that no one lives to see the end of all chains; the jobs come in the order that is worst for repeated passes.
  yield make("large-layers-of-two", randomHours(random, MAX_JOBS), layers(MAX_JOBS / 2, 2).reverse());
  yield make("large-chain-reversed", new Array(MAX_JOBS).fill(MAX_HOURS), layers(MAX_JOBS, 1).reverse());

  yield make("no-pairs", [4, 9, 9, 2, 9], []);
  yield make("two-in-a-circle", [2, 3], [
    [1, 2],
    [2, 1],
  ]);
  yield make("circle-behind-a-chain", [1, 2, 3, 4, 5, 6], [
    [6, 5],
    [5, 4],
    [4, 3],
    [3, 2],
    [2, 4],
    [2, 1],
  ]);
  yield make("several-longest-chains", [2, 3, 5, 4, 1, 6, 1], [
    [1, 2],
    [2, 3],
    [1, 4],
    [4, 5],
    [5, 7],
    [7, 3],
    [1, 6],
  ]);
  yield make("small-random", randomHours(random, 10, 4), randomPairs(random, 10, 13));
  yield make("small-many-ties", randomHours(random, 14, 2), randomPairs(random, 14, 20, 4));
  yield make("medium-random", randomHours(random, 800, 50), randomPairs(random, 800, 1800, 60));
  yield make("medium-ties", randomHours(random, 900, 3), randomPairs(random, 900, 2500, 20));
  yield make("large-random", randomHours(random, MAX_JOBS), randomPairs(random, MAX_JOBS, MAX_PAIRS));
  yield make("large-short-reach", randomHours(random, MAX_JOBS, 2), randomPairs(random, MAX_JOBS, MAX_PAIRS, 12));
  yield make("large-wide-layers", randomHours(random, 6000, 3), layers(400, 15));
  const shuffled = shuffledJobs(random, MAX_JOBS);
  yield make("large-shuffled-circle", randomHours(random, MAX_JOBS, 9), random.shuffle([...chain(shuffled), [shuffled[MAX_JOBS - 1], shuffled[20]]]));
}
