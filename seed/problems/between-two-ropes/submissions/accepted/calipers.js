// Sorts the directions by angle and lets the two ropes roll around the hull together.
const fs = require("node:fs");

const data = fs.readFileSync(0);
let position = 0;
function nextNumber() {
  while (data[position] <= 32) position += 1;
  const isNegative = data[position] === 45;
  if (isNegative) position += 1;
  let value = 0;
  while (data[position] >= 48) {
    value = value * 10 + data[position] - 48;
    position += 1;
  }
  return isNegative ? -value : value;
}

const n = nextNumber();
const q = nextNumber();
const stones = Array.from({ length: n }, () => ({ x: nextNumber(), y: nextNumber() }));
const directions = Array.from({ length: q }, () => ({ x: nextNumber(), y: nextNumber(), span: 0 }));

stones.sort((a, b) => a.x - b.x || a.y - b.y);
function half(points) {
  const corners = [];
  for (const point of points) {
    while (corners.length > 1) {
      const a = corners[corners.length - 2];
      const b = corners[corners.length - 1];
      if ((b.x - a.x) * (point.y - a.y) > (b.y - a.y) * (point.x - a.x)) break;
      corners.pop();
    }
    corners.push(point);
  }
  corners.pop();
  return corners;
}
const hull = n === 1 ? stones : [...half(stones), ...half(stones.reverse())];

// Only directions that point up, or straight to the right, in counter-clockwise order.
function turned({ x, y }) {
  return y < 0 || (y === 0 && x < 0) ? { x: -x, y: -y } : { x, y };
}
const upward = directions.map((direction) => ({ ...turned(direction), direction }));
upward.sort((a, b) => b.x * a.y - a.x * b.y);

const height = (d, at) => {
  const { x, y } = hull[at % hull.length];
  return d.x * x + d.y * y;
};
let first = 0;
let second = 0;
const start = upward[0];
for (let at = 0; at < hull.length; at += 1) {
  if (height(start, at) > height(start, first)) first = at;
  if (height(start, at) < height(start, second)) second = at;
}
for (const d of upward) {
  while (height(d, first + 1) > height(d, first)) first += 1;
  while (height(d, second + 1) < height(d, second)) second += 1;
  d.direction.span = height(d, first) - height(d, second);
}
console.log(directions.map(({ span }) => span).join("\n"));
