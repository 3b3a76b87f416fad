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

class MinHeap {
  constructor() {
    this.times = [];
    this.islands = [];
  }

  get size() {
    return this.times.length;
  }

  push(time, island) {
    const { times, islands } = this;
    let at = times.length;
    times.push(time);
    islands.push(island);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      islands[at] = islands[parent];
      at = parent;
    }
    times[at] = time;
    islands[at] = island;
  }

  pop() {
    const { times, islands } = this;
    const top = [times[0], islands[0]];
    const time = times.pop();
    const island = islands.pop();
    const size = times.length;
    if (size > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && times[child + 1] < times[child]) child += 1;
        if (times[child] >= time) break;
        times[at] = times[child];
        islands[at] = islands[child];
        at = child;
      }
      times[at] = time;
      islands[at] = island;
    }
    return top;
  }
}

const count = nextNumber();
const lines = nextNumber();
const customs = [0];
for (let i = 1; i <= count; i += 1) customs.push(nextNumber());
customs[1] = 0;
const neighbours = Array.from({ length: count + 1 }, () => []);
for (let i = 0; i < lines; i += 1) {
  const a = nextNumber();
  const b = nextNumber();
  const minutes = nextNumber();
  neighbours[a].push(b, minutes);
  neighbours[b].push(a, minutes);
}

const best = new Float64Array(count + 1).fill(Infinity);
best[1] = 0;
const heap = new MinHeap();
heap.push(0, 1);
while (heap.size > 0) {
  const [time, island] = heap.pop();
  if (time > best[island]) continue;
  if (island === count) break;
  const leaving = time + customs[island];
  const list = neighbours[island];
  for (let i = 0; i < list.length; i += 2) {
    const arrival = leaving + list[i + 1];
    if (arrival < best[list[i]]) {
      best[list[i]] = arrival;
      heap.push(arrival, list[i]);
    }
  }
}
console.log(best[count] === Infinity ? "-1" : String(best[count]));
