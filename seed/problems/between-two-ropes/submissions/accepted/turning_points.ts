import * as fs from "node:fs";

interface Point {
  x: number;
  y: number;
}

const data = fs.readFileSync(0);
let position = 0;

function nextNumber(): number {
  while (data[position] <= 32) position += 1;
  const isNegative = data[position] === 45;
  if (isNegative) position += 1;
  let value = 0;
  while (position < data.length && data[position] >= 48) {
    value = value * 10 + data[position] - 48;
    position += 1;
  }
  return isNegative ? -value : value;
}

/** The corners of the upper part of the hull, from left to right; of the lower part if side is -1. */
function chain(stones: readonly Point[], side: 1 | -1): Point[] {
  const corners: Point[] = [];
  for (const c of stones) {
    while (corners.length > 1) {
      const a = corners[corners.length - 2];
      const b = corners[corners.length - 1];
      if (side * ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) < 0) break;
      corners.pop();
    }
    corners.push(c);
  }
  return corners;
}

/** Along the chain the heights must rise first and then fall. */
function peak(corners: readonly Point[], dx: number, dy: number): number {
  const height = (at: number): number => dx * corners[at].x + dy * corners[at].y;
  let low = 0;
  let high = corners.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (height(middle) < height(middle + 1)) low = middle + 1;
    else high = middle;
  }
  return height(low);
}

const n = nextNumber();
const q = nextNumber();
const stones: Point[] = [];
for (let i = 0; i < n; i += 1) stones.push({ x: nextNumber(), y: nextNumber() });
stones.sort((a, b) => a.x - b.x || a.y - b.y);
const upper = chain(stones, 1);
const lower = chain(stones, -1);
const width = stones[n - 1].x - stones[0].x;

const spans: number[] = [];
for (let i = 0; i < q; i += 1) {
  const dx = nextNumber();
  const dy = nextNumber();
  const sign = dy < 0 ? -1 : 1;
  spans.push(dy === 0 ? Math.abs(dx) * width : peak(upper, sign * dx, sign * dy) + peak(lower, -sign * dx, -sign * dy));
}
console.log(spans.join("\n"));
