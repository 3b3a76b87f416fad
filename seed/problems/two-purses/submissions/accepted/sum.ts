import * as fs from "node:fs";

const purses: bigint[] = fs
  .readFileSync(0)
  .toString()
  .trim()
  .split(/\s+/)
  .map((token) => BigInt(token));

let total = 0n;
for (const worth of purses) {
  total += worth;
}
console.log(total.toString());
