const fs = require("node:fs");

const [n, most, ...cups] = fs.readFileSync(0, "latin1").split(/\s+/, 150002).map(Number);
const counts = new Map();
let start = 0;
let longest = 0;
let found = 0;
for (let last = 0; last < n; last += 1) {
  const variety = cups[last];
  counts.set(variety, (counts.get(variety) ?? 0) + 1);
  while (counts.get(variety) > most) {
    counts.set(cups[start], counts.get(cups[start]) - 1);
    start += 1;
  }
  const length = last - start + 1;
  if (length > longest) {
    longest = length;
    found = 1;
  } else if (length === longest) {
    found += 1;
  }
}
console.log(`${longest} ${found}`);
