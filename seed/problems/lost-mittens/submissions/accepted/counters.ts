import * as fs from "node:fs";

interface Counters {
  left: number;
  right: number;
}

const tokens: string[] = fs.readFileSync(0).toString("latin1").split(/\s+/);
const total = Number(tokens[0]);
const colours = new Map<string, Counters>();
for (let i = 0; i < total; i += 1) {
  const colour = tokens[1 + 2 * i];
  const side = tokens[2 + 2 * i];
  let counters = colours.get(colour);
  if (counters === undefined) {
    counters = { left: 0, right: 0 };
    colours.set(colour, counters);
  }
  if (side === "L") {
    counters.left += 1;
  } else {
    counters.right += 1;
  }
}
let pairs = 0;
for (const { left, right } of colours.values()) {
  pairs += Math.min(left, right);
}
console.log(`${pairs} ${total - 2 * pairs}`);
