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

const places = nextNumber();
const source = new Int32Array(places + 1);
const capacity = new Int32Array(places + 1);
const needed = new Float64Array(places + 1);
const open = new Int32Array(places + 1);
for (let tree = 2; tree <= places; tree += 1) {
  source[tree] = nextNumber();
  capacity[tree] = nextNumber();
  needed[tree] = nextNumber();
  open[source[tree]] += 1;
}
open[1] += 1; // The pump is never done.
for (let leaf = 2; leaf <= places; leaf += 1) {
  let tree = leaf;
  while (open[tree] === 0) {
    open[tree] = -1;
    needed[source[tree]] += Math.min(capacity[tree], needed[tree]);
    open[source[tree]] -= 1;
    tree = source[tree];
  }
}
console.log(String(needed[1]));
