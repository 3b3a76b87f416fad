import * as fs from "node:fs";

interface Line {
  readonly to: number;
  readonly minutes: number;
}

interface Arrival {
  readonly time: number;
  readonly island: number;
}

class ArrivalQueue {
  private readonly heap: Arrival[] = [];

  push(arrival: Arrival): void {
    const heap = this.heap;
    let at = heap.length;
    heap.push(arrival);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent].time <= arrival.time) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = arrival;
  }

  pop(): Arrival | undefined {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) {
      return last;
    }
    let at = 0;
    let child = 1;
    while (child < heap.length) {
      if (child + 1 < heap.length && heap[child + 1].time < heap[child].time) {
        child += 1;
      }
      if (heap[child].time >= last.time) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = last;
    return top;
  }
}

function shortestTrip(customs: readonly number[], lines: readonly Line[][]): number {
  const goal = customs.length;
  const best: number[] = new Array<number>(goal + 1).fill(Infinity);
  const queue = new ArrivalQueue();
  best[1] = 0;
  queue.push({ time: 0, island: 1 });
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { time, island } = next;
    if (island === goal) {
      return time;
    }
    if (time > best[island]) {
      continue;
    }
    const leaving = island === 1 ? time : time + customs[island - 1];
    for (const { to, minutes } of lines[island]) {
      if (leaving + minutes < best[to]) {
        best[to] = leaving + minutes;
        queue.push({ time: best[to], island: to });
      }
    }
  }
  return -1;
}

function* readNumbers(): Generator<number, undefined> {
  let value = -1;
  for (const code of fs.readFileSync(0)) {
    if (code >= 48) {
      value = Math.max(value, 0) * 10 + code - 48;
    } else if (value >= 0) {
      yield value;
      value = -1;
    }
  }
  if (value >= 0) {
    yield value;
  }
  return undefined;
}

const numbers = readNumbers();
const nextNumber = (): number => {
  const { value } = numbers.next();
  if (value === undefined) {
    throw new Error("The input ends too early");
  }
  return value;
};

const islands = nextNumber();
const ferries = nextNumber();
const customs: number[] = Array.from({ length: islands }, nextNumber);
const lines: Line[][] = Array.from({ length: islands + 1 }, () => []);
for (let i = 0; i < ferries; i += 1) {
  const a = nextNumber();
  const b = nextNumber();
  const minutes = nextNumber();
  lines[a].push({ to: b, minutes });
  lines[b].push({ to: a, minutes });
}
console.log(String(shortestTrip(customs, lines)));
