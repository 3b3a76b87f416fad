import * as fs from "node:fs";

const numbers: number[] = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const [n, k] = numbers;
const wears = numbers.slice(2, 2 + k);
const holes: number[] = new Array<number>(k).fill(0);
for (let card of numbers.slice(2 + k)) {
  while (card !== 0) {
    holes[31 - Math.clz32(card & -card)] += 1;
    card &= card - 1;
  }
}
const total = wears.reduce((sum, wear, pin) => sum + wear * holes[pin] * (n - holes[pin]), 0);
console.log(String(total));
