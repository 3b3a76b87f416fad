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

const jobs = nextNumber();
const pairs = nextNumber();
const hours = Array.from({ length: jobs }, nextNumber);
const after: number[][] = hours.map(() => []);
const open: number[] = hours.map(() => 0);
for (let pair = 0; pair < pairs; pair += 1) {
  const first = nextNumber() - 1;
  const second = nextNumber() - 1;
  after[first].push(second);
  open[second] += 1;
}

const order = open.flatMap((count, job) => (count === 0 ? [job] : []));
const start: number[] = hours.map(() => 0);
let total = 0;
for (const job of order) {
  const end = start[job] + hours[job];
  total = Math.max(total, end);
  for (const next of after[job]) {
    start[next] = Math.max(start[next], end);
    open[next] -= 1;
    if (open[next] === 0) order.push(next);
  }
}

if (order.length < jobs) {
  console.log("-1");
} else {
  // From the start of a job to the end of everything that waits for it.
  const rest: number[] = hours.map(() => 0);
  let critical = 0;
  for (const job of order.reverse()) {
    for (const next of after[job]) rest[job] = Math.max(rest[job], rest[next]);
    rest[job] += hours[job];
    if (start[job] + rest[job] === total) critical += 1;
  }
  console.log(`${total} ${critical}`);
}
