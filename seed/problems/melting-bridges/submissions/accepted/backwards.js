const fs = require("node:fs");

const tokens = fs.readFileSync(0, "latin1").split(/\s+/);
let position = 0;
const nextNumber = () => Number(tokens[position++]);

const n = nextNumber();
const m = nextNumber();
const q = nextNumber();
const people = [0];
for (let hut = 1; hut <= n; hut += 1) people.push(nextNumber());
const bridges = [null];
for (let i = 1; i <= m; i += 1) bridges.push([nextNumber(), nextNumber()]);

const parent = Array.from({ length: n + 1 }, (_, hut) => hut);
const huts = new Array(n + 1).fill(1);
function find(hut) {
  while (parent[hut] !== hut) hut = parent[hut];
  return hut;
}
function join([a, b]) {
  let large = find(a);
  let small = find(b);
  if (large === small) return;
  if (huts[large] < huts[small]) [large, small] = [small, large];
  parent[small] = large;
  huts[large] += huts[small];
  people[large] += people[small];
}

const events = [];
const melts = new Array(m + 1).fill(false);
for (let i = 0; i < q; i += 1) {
  const kind = tokens[position++];
  const number = nextNumber();
  events.push([kind, number]);
  if (kind === "-") melts[number] = true;
}
for (let i = 1; i <= m; i += 1) {
  if (!melts[i]) join(bridges[i]);
}
const answers = [];
for (const [kind, number] of events.reverse()) {
  if (kind === "-") join(bridges[number]);
  else answers.push(people[find(number)]);
}
console.log(answers.reverse().join("\n"));
