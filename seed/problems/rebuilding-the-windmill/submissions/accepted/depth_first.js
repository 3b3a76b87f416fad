const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").split(/\s+/).map(Number);
const [n, m] = numbers;
const hours = [0, ...numbers.slice(2, 2 + n)];
const after = hours.map(() => []);
for (let i = 0; i < m; i += 1) {
  const at = 2 + n + 2 * i;
  after[numbers[at]].push(numbers[at + 1]);
}

// A depth-first search with its own stack; `done` is a topological order from its end.
const NEW = 0;
const OPEN = 1;
const DONE = 2;
const state = new Uint8Array(n + 1);
const nextChild = new Int32Array(n + 1);
const done = [];
function visit(root) {
  const stack = [root];
  state[root] = OPEN;
  while (stack.length > 0) {
    const job = stack[stack.length - 1];
    if (nextChild[job] === after[job].length) {
      state[job] = DONE;
      done.push(stack.pop());
      continue;
    }
    const child = after[job][nextChild[job]];
    nextChild[job] += 1;
    if (state[child] === OPEN) return false;
    if (state[child] === NEW) {
      state[child] = OPEN;
      stack.push(child);
    }
  }
  return true;
}

function plan() {
  for (let job = 1; job <= n; job += 1) {
    if (state[job] === NEW && !visit(job)) return "-1";
  }
  const rest = new Array(n + 1).fill(0);
  for (const job of done) {
    for (const child of after[job]) rest[job] = Math.max(rest[job], rest[child]);
    rest[job] += hours[job];
  }
  const start = new Array(n + 1).fill(0);
  let total = 0;
  for (const job of done.reverse()) {
    total = Math.max(total, start[job] + hours[job]);
    for (const child of after[job]) start[child] = Math.max(start[child], start[job] + hours[job]);
  }
  return `${total} ${done.filter((job) => start[job] + rest[job] === total).length}`;
}
console.log(plan());
