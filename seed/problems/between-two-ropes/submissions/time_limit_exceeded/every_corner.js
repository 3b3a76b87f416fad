// Looks at all corners of the convex hull for every direction.
const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").split(/\s+/).map(Number);
const [n, q] = numbers;
const stones = Array.from({ length: n }, (_, i) => [numbers[2 + 2 * i], numbers[3 + 2 * i]]);
stones.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
function chain(points) {
  const corners = [];
  for (const [x, y] of points) {
    while (corners.length > 1) {
      const [ax, ay] = corners[corners.length - 2];
      const [bx, by] = corners[corners.length - 1];
      if ((bx - ax) * (y - ay) > (by - ay) * (x - ax)) break;
      corners.pop();
    }
    corners.push([x, y]);
  }
  return corners;
}
const hull = [...chain(stones), ...chain(stones.reverse())];
const xs = Float64Array.from(hull, ([x]) => x);
const ys = Float64Array.from(hull, ([, y]) => y);
const spans = [];
for (let i = 2 + 2 * n; i < 2 + 2 * n + 2 * q; i += 2) {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < xs.length; at += 1) {
    const height = numbers[i] * xs[at] + numbers[i + 1] * ys[at];
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  spans.push(high - low);
}
console.log(spans.join("\n"));
