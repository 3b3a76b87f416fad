const fs = require("node:fs");

const lines = fs.readFileSync(0, "latin1").split("\n");
const total = Number(lines[0]);
const balance = new Map();
let pairs = 0;
for (let i = 1; i <= total; i += 1) {
  const [colour, side] = lines[i].trim().split(" ");
  const before = balance.get(colour) || 0;
  if (side === "L") {
    if (before < 0) pairs += 1;
    balance.set(colour, before + 1);
  } else {
    if (before > 0) pairs += 1;
    balance.set(colour, before - 1);
  }
}
console.log(pairs + " " + (total - 2 * pairs));
