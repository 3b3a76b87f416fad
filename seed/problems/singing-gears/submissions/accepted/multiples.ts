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

const MOST = 500_000;
const count = new Int32Array(MOST + 1);
for (let gears = nextNumber(); gears > 0; gears -= 1) count[nextNumber()] += 1;

// Pairs whose greatest common divisor is exactly this one.
const exact = new Float64Array(MOST + 1);
for (let divisor = MOST; divisor > 1; divisor -= 1) {
  let multiples = 0;
  let larger = 0;
  for (let multiple = divisor; multiple <= MOST; multiple += divisor) {
    multiples += count[multiple];
    larger += exact[multiple];
  }
  exact[divisor] = (multiples * (multiples - 1)) / 2 - larger;
}

const isComposite = new Uint8Array(MOST + 1);
let singing = 0;
for (let number = 2; number <= MOST; number += 1) {
  if (isComposite[number]) continue;
  singing += exact[number];
  for (let multiple = 2 * number; multiple <= MOST; multiple += number) isComposite[multiple] = 1;
}
console.log(String(singing));
