const fs = require("node:fs");

const data = fs.readFileSync(0);
let position = 0;

function nextNumber() {
  while (data[position] < 48) position += 1;
  let value = 0;
  while (position < data.length && data[position] >= 48) {
    value = value * 10 + data[position] - 48;
    position += 1;
  }
  return value;
}

const count = nextNumber();
const limit = nextNumber();
const reaches = new Int32Array(count);
for (let i = 0; i < count; i += 1) {
  reaches[i] = nextNumber();
}
reaches.sort();

let pairs = 0;
for (let first = 0, last = 0; last < count; last += 1) {
  while (reaches[last] - reaches[first] > limit) first += 1;
  pairs += last - first;
}
console.log(String(pairs));
