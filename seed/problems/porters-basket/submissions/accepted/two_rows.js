const fs = require("node:fs");

const [[, capacity], ...parcels] = fs
  .readFileSync(0, "latin1")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));
// The best pay for each weight: without help so far, and with one parcel carried together.
const alone = new Float64Array(capacity + 1);
const helped = new Float64Array(capacity + 1);
for (const [weight, value] of parcels) {
  const half = (weight + 1) >> 1;
  for (let load = capacity; load >= half; load -= 1) {
    helped[load] = Math.max(helped[load], alone[load - half] + value);
    if (load < weight) continue;
    helped[load] = Math.max(helped[load], helped[load - weight] + value);
    alone[load] = Math.max(alone[load], alone[load - weight] + value);
  }
}
console.log(String(Math.max(alone[capacity], helped[capacity])));
