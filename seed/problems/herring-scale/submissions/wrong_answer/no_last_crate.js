// Forgets that whatever lies on the scale at the end fills one more crate.
const fs = require("node:fs");

const [count, capacity, ...weights] = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
let left = 0;
let right = 0;
let crates = 0;
let onLeft = 0;
for (let i = 0; i < count; i += 1) {
  if (Math.min(left, right) + weights[i] > capacity) {
    crates += 1;
    left = 0;
    right = 0;
  }
  if (left <= right) {
    left += weights[i];
    onLeft += 1;
  } else {
    right += weights[i];
  }
}
console.log(`${crates} ${onLeft}`);
