const fs = require("node:fs");

const [header, ...lines] = fs.readFileSync(0, "latin1").split("\n");
const [height, width] = header.split(" ").map(Number);
// A wall of trees on the right and below, and one before the first field, saves all questions about the edges.
const stride = width + 1;
const isTaken = new Uint8Array((height + 1) * stride + 1).fill(1);
for (let y = 0; y < height; y += 1)
  for (let x = 0; x < width; x += 1) isTaken[1 + y * stride + x] = lines[y][x] === "T" ? 1 : 0;
const end = 1 + height * stride;
const SHAPES = [
  [1, stride],
  [1, stride + 1],
  [stride, stride + 1],
  [stride - 1, stride],
];

function pavings(start) {
  let field = start;
  while (field < end && isTaken[field]) field += 1;
  if (field === end) return 1;
  let total = 0;
  for (const [second, third] of SHAPES) {
    if (isTaken[field + second] || isTaken[field + third]) continue;
    isTaken[field + second] = isTaken[field + third] = 1;
    total += pavings(field + 1);
    isTaken[field + second] = isTaken[field + third] = 0;
  }
  return total;
}

console.log(String(pavings(1)));
