import { Prng } from "../../prng.mjs";

const MAX_HUTS = 40000;
const MAX_BRIDGES = 60000;
const MAX_EVENTS = 60000;
const MAX_PEOPLE = 1000000;

/** Goes through the events backwards; a negative link is the number of huts of a root. */
function solve(people, bridges, events) {
  const links = new Int32Array(people.length + 1).fill(-1);
  const totals = Float64Array.of(0, ...people);
  const find = (hut) => {
    while (links[hut] >= 0) {
      if (links[links[hut]] >= 0) {
        links[hut] = links[links[hut]];
      }
      hut = links[hut];
    }
    return hut;
  };
  const join = ([a, b]) => {
    let large = find(a);
    let small = find(b);
    if (large === small) {
      return;
    }
    if (links[large] > links[small]) {
      [large, small] = [small, large];
    }
    links[large] += links[small];
    links[small] = large;
    totals[large] += totals[small];
  };

  const melted = new Set(events.filter(([kind]) => kind === "-").map(([, bridge]) => bridge));
  bridges.forEach((bridge, index) => {
    if (!melted.has(index + 1)) {
      join(bridge);
    }
  });
  const answers = [];
  for (const [kind, number] of [...events].reverse()) {
    if (kind === "-") {
      join(bridges[number - 1]);
    } else {
      answers.push(totals[find(number)]);
    }
  }
  return answers.reverse().join("\n");
}

function make(name, people, bridges, events, explanation) {
  const rows = [
    `${people.length} ${bridges.length} ${events.length}`,
    people.join(" "),
    ...bridges.map((bridge) => bridge.join(" ")),
    ...events.map((event) => event.join(" ")),
  ];
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.join("\n")}\n`,
    output: `${solve(people, bridges, events)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function randomPeople(random, huts, highest = MAX_PEOPLE) {
  return Array.from({ length: huts }, () => random.int(0, highest));
}

function randomBridges(random, huts, count) {
  return Array.from({ length: count }, () => {
    const a = random.int(1, huts);
    const b = random.int(1, huts - 1);
    return [a, b >= a ? b + 1 : b];
  });
}

/** Lets the given bridges melt in this order, with the given number of questions about random huts in between. */
function spring(random, huts, melting, questions) {
  const events = [...melting.map((bridge) => ["-", bridge]), ...Array.from({ length: questions }, () => ["?", random.int(1, huts)])];
  random.shuffle(events);
  let next = 0;
  return events.map(([kind, number]) => [kind, kind === "-" ? melting[next++] : number]);
}

function upTo(count) {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function path(huts) {
  return Array.from({ length: huts - 1 }, (_, index) => [index + 1, index + 2]);
}

export function* tests() {
  yield make(
    "sample-1",
    [5, 1, 2, 4],
    [
      [1, 2],
      [2, 3],
      [3, 1],
      [3, 4],
    ],
    [
      ["?", 1],
      ["-", 2],
      ["?", 2],
      ["-", 4],
      ["?", 2],
      ["?", 4],
      ["-", 1],
      ["?", 2],
    ],
    "At first, everybody can be reached: 12 people. Bridge 2 is not missed, because huts 2 and 3 are still linked over hut 1. Without bridge 4, hut 4 is alone with its 4 people, and the others are 8. After bridge 1 has melted, too, hut 2 is on its own.",
  );
  yield make(
    "sample-2",
    [10, 20],
    [
      [1, 2],
      [2, 1],
    ],
    [
      ["-", 1],
      ["?", 1],
      ["-", 2],
      ["?", 1],
    ],
    "There are two bridges between the huts; only after both have melted are the huts separated.",
  );
  yield make("one-hut", [7], [], [["?", 1]]);

  // Every search for a question about hut 1 walks through thousands of huts.
  const random = new Prng(1010);
  const long = MAX_HUTS;
  yield make("large-path-from-the-far-end", randomPeople(random, long), path(long), [
    ...upTo(MAX_EVENTS / 2).map((step) => ["-", long - step]),
    ...upTo(MAX_EVENTS / 2).map(() => ["?", random.int(1, long)]),
  ]);
  // Backwards, the bridges come back in the order in which they are listed.
  const half = MAX_EVENTS / 2;
  yield make(
    "large-path-alternating",
    new Array(long).fill(MAX_PEOPLE),
    path(long),
    upTo(half).flatMap((step) => [
      ["?", random.pick([1, 2, half - step + 1])],
      ["-", half - step + 1],
    ]),
  );

  yield make("no-bridges", [3, 0, 5], [], [
    ["?", 3],
    ["?", 2],
  ]);
  yield make("nothing-melts", randomPeople(random, 9, 9), randomBridges(random, 9, 7), spring(random, 9, [], 9));
  yield make("small-random", randomPeople(random, 12, 100), randomBridges(random, 12, 16), spring(random, 12, random.shuffle(upTo(16)), 24));
  yield make(
    "small-many-parallel",
    randomPeople(random, 4, 1000),
    randomBridges(random, 4, 30),
    spring(random, 4, random.shuffle(upTo(30)).slice(0, 27), 40),
  );
  yield make(
    "medium-random",
    randomPeople(random, 700),
    randomBridges(random, 700, 1100),
    spring(random, 700, random.shuffle(upTo(1100)).slice(0, 900), 1000),
  );
  yield make(
    "large-random",
    randomPeople(random, MAX_HUTS),
    randomBridges(random, MAX_HUTS, MAX_BRIDGES),
    spring(random, MAX_HUTS, random.shuffle(upTo(MAX_BRIDGES)).slice(0, 35000), MAX_EVENTS - 35000),
  );
  const star = Array.from({ length: MAX_HUTS - 1 }, (_, index) => (index % 2 === 0 ? [1, index + 2] : [index + 2, 1]));
  yield make("large-star", randomPeople(random, MAX_HUTS), star, spring(random, MAX_HUTS, random.shuffle(upTo(MAX_HUTS - 1)), 20000));
}
