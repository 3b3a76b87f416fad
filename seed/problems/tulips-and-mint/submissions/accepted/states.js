const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const [beds, longest] = numbers;
const states = 2 * longest + 1;
let best = new Array(states).fill(-Infinity);
best[0] = 0;
for (let bed = 0; bed < beds; bed += 1) {
  const tulips = numbers[2 + 2 * bed];
  const mint = numbers[3 + 2 * bed];
  const next = [Math.max(...best), best[0] + tulips, best[0] + mint];
  for (let state = 1; state + 2 < states; state += 2) {
    next.push(best[state + 1] + tulips, best[state] + mint);
  }
  best = next;
}
console.log(String(Math.max(...best)));
