import * as fs from "node:fs";

const data = fs.readFileSync(0);
let position = 0;

function nextNumber(): number {
  while (data[position] < 48) position += 1;
  let value = 0;
  while (position < data.length && data[position] >= 48) {
    value = value * 10 + data[position] - 48;
    position += 1;
  }
  return value;
}

const oases = nextNumber();
const caravans = nextNumber();
const near: number[][] = Array.from({ length: oases + 1 }, () => []);
for (let road = 1; road < oases; road += 1) {
  const u = nextNumber();
  const v = nextNumber();
  near[u].push(v, road);
  near[v].push(u, road);
}

const parent = new Int32Array(oases + 1);
const above = new Int32Array(oases + 1); // the road to the parent
const depth = new Int32Array(oases + 1);
const order = [1];
for (const here of order) {
  const ends = near[here];
  for (let i = 0; i < ends.length; i += 2) {
    const other = ends[i];
    if (other === parent[here]) continue;
    parent[other] = here;
    above[other] = ends[i + 1];
    depth[other] = depth[here] + 1;
    order.push(other);
  }
}

// The heavy child of an oasis has the most oases below it; a path of heavy children has one top.
const size = new Int32Array(oases + 1);
const heavy = new Int32Array(oases + 1);
for (let at = oases - 1; at > 0; at -= 1) {
  const here = order[at];
  const up = parent[here];
  size[here] += 1;
  size[up] += size[here];
  if (heavy[up] === 0 || size[here] > size[heavy[up]]) heavy[up] = here;
}
const top = new Int32Array(oases + 1);
for (const here of order) top[here] = here !== 1 && heavy[parent[here]] === here ? top[parent[here]] : here;

function common(one: number, other: number): number {
  let a = one;
  let b = other;
  while (top[a] !== top[b]) {
    if (depth[top[a]] < depth[top[b]]) b = parent[top[b]];
    else a = parent[top[a]];
  }
  return depth[a] < depth[b] ? a : b;
}

const notes = new Float64Array(oases + 1);
for (let caravan = 0; caravan < caravans; caravan += 1) {
  const a = nextNumber();
  const b = nextNumber();
  const camels = nextNumber();
  notes[a] += camels;
  notes[b] += camels;
  notes[common(a, b)] -= 2 * camels;
}

const load = new Float64Array(oases);
for (let at = oases - 1; at > 0; at -= 1) {
  const here = order[at];
  load[above[here]] = notes[here];
  notes[parent[here]] += notes[here];
}
let best = 1;
for (let road = 2; road < oases; road += 1) if (load[road] > load[best]) best = road;
console.log(`${best} ${load[best]}`);
