// Splits the pots correctly, but sorts the second group by its glazing times.
const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const early = [];
const late = [];
for (let i = 1; i < numbers.length; i += 2) {
  const pot = [numbers[i], numbers[i + 1]];
  (pot[0] < pot[1] ? early : late).push(pot);
}
early.sort((a, b) => a[0] - b[0]);
late.sort((a, b) => b[0] - a[0]);
let wheel = 0;
let kiln = 0;
for (const [glaze, fire] of early.concat(late)) {
  wheel += glaze;
  kiln = Math.max(kiln, wheel) + fire;
}
console.log(String(kiln));
