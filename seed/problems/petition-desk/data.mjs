import { Prng } from "../../prng.mjs";

const MAX_EVENTS = 150000;
const MAX_URGENCY = 1000000000;

/** A tournament over all petitions of the day: node k knows the best waiting petition below it. Petition 0 means none. */
function solve(events) {
  const filed = events.filter(([kind]) => kind === "file").length;
  let leaves = 1;
  while (leaves < filed + 1) {
    leaves *= 2;
  }
  const urgency = new Float64Array(leaves);
  const best = new Int32Array(2 * leaves);
  const update = (petition) => {
    best[leaves + petition] = urgency[petition] > 0 ? petition : 0;
    for (let node = (leaves + petition) >> 1; node > 0; node >>= 1) {
      const left = best[2 * node];
      const right = best[2 * node + 1];
      best[node] = urgency[right] > urgency[left] ? right : left;
    }
  };
  let last = 0;
  const heard = [];
  for (const [kind, ...values] of events) {
    if (kind === "hear") {
      const petition = best[1];
      heard.push(petition);
      urgency[petition] = 0;
      update(petition);
      continue;
    }
    const petition = kind === "file" ? ++last : values[0];
    if (kind === "file" || urgency[petition] > 0) {
      urgency[petition] = kind === "withdraw" ? 0 : values[values.length - 1];
      update(petition);
    }
  }
  return heard.join("\n");
}

function make(name, events, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${events.length}\n${events.map((event) => event.join(" ")).join("\n")}\n`,
    output: `${solve(events)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** Random events; the weights say how often each kind comes. An event that needs a petition is `file` before there is one. */
function day(random, count, weights, highest) {
  const kinds = Object.entries(weights).flatMap(([kind, weight]) => new Array(weight).fill(kind));
  const events = [];
  let filed = 0;
  while (events.length < count - 1) {
    const kind = random.pick(kinds);
    if (kind === "hear") {
      events.push([kind]);
    } else if (kind === "file" || filed === 0) {
      filed++;
      events.push(["file", random.int(1, highest)]);
    } else if (kind === "change") {
      events.push([kind, random.int(1, filed), random.int(1, highest)]);
    } else {
      events.push([kind, random.int(1, filed)]);
    }
  }
  events.push(["hear"]);
  return events;
}

export function* tests() {
  yield make(
    "sample-1",
    [["file", 5], ["file", 8], ["file", 8], ["hear"], ["change", 1, 9], ["hear"], ["withdraw", 3], ["hear"]],
    "The petitions 2 and 3 are equally urgent, so the mayor hears number 2. Then petition 1 becomes the most urgent one. Petition 3 is withdrawn, and nothing is left.",
  );
  yield make(
    "sample-2",
    [
      ["hear"],
      ["file", 7],
      ["file", 4],
      ["change", 1, 2],
      ["hear"],
      ["change", 2, 9],
      ["withdraw", 2],
      ["hear"],
      ["hear"],
    ],
    "At first nobody has filed anything. Lowering petition 1 to urgency 2 puts it behind petition 2, which is heard. After that, changing or withdrawing petition 2 has no effect.",
  );

  // Many petitions wait while the mayor hears a few of them all the time.
  const random = new Prng(1414);
  const rush = Array.from({ length: 50000 }, () => ["file", random.int(1, MAX_URGENCY)]);
  yield make("large-rush-hour", [...rush, ...day(random, 40000, { file: 1, hear: 2 }, MAX_URGENCY)]);

  yield make("only-hear", [["hear"]]);
  yield make("same-urgency", [
    ["file", 3],
    ["file", 3],
    ["file", 3],
    ["hear"],
    ["hear"],
    ["file", 3],
    ["hear"],
    ["hear"],
    ["hear"],
  ]);
  yield make("there-and-back", [
    ["file", 6],
    ["file", 5],
    ["change", 1, 4],
    ["change", 1, 6],
    ["hear"],
    ["hear"],
    ["hear"],
  ]);
  yield make("withdrawn-twice", [
    ["file", 2],
    ["withdraw", 1],
    ["withdraw", 1],
    ["change", 1, 9],
    ["hear"],
    ["file", 1],
    ["hear"],
  ]);
  yield make("change-to-the-same", [
    ["file", 2],
    ["change", 1, 2],
    ["change", 1, 2],
    ["file", 2],
    ["hear"],
    ["hear"],
    ["hear"],
  ]);
  yield make("ties-after-changes", [
    ["file", 1],
    ["file", 2],
    ["file", 3],
    ["change", 2, 7],
    ["change", 1, 7],
    ["change", 3, 7],
    ["hear"],
    ["hear"],
    ["hear"],
  ]);
  yield make("small-random", day(random, 60, { file: 3, change: 2, withdraw: 1, hear: 2 }, 9));
  yield make("small-many-changes", day(random, 80, { file: 1, change: 4, hear: 1 }, 6));
  yield make("medium-random", day(random, 3000, { file: 4, change: 3, withdraw: 2, hear: 3 }, 50));
  yield make("medium-mostly-idle", day(random, 3000, { file: 2, withdraw: 1, hear: 3 }, MAX_URGENCY));
  // One petition is changed over and over again while others wait.
  yield make("large-one-restless", [
    ["file", 500],
    ["file", 400],
    ...Array.from({ length: 40000 }, (_, index) => ["change", 1, MAX_URGENCY - index]),
    ["change", 1, 399],
    ["hear"],
    ["hear"],
    ["hear"],
  ]);
  yield make("large-random", day(random, MAX_EVENTS, { file: 5, change: 4, withdraw: 1, hear: 3 }, MAX_URGENCY));
}
