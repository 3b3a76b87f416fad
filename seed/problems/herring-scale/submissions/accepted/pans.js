const fs = require("node:fs");

const [count, capacity, ...weights] = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
let pans = [0, 0];
let crates = 1;
let onLeft = 0;
for (let i = 0; i < count; i += 1) {
  let pan = pans[0] <= pans[1] ? 0 : 1;
  if (pans[pan] + weights[i] > capacity) {
    crates += 1;
    pans = [0, 0];
    pan = 0;
  }
  pans[pan] += weights[i];
  if (pan === 0) onLeft += 1;
}
console.log(`${crates} ${onLeft}`);
