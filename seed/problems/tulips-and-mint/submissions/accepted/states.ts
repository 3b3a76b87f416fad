import * as fs from "node:fs";

const [header, ...rows] = fs.readFileSync(0).toString("latin1").trim().split("\n");
const longest = Number(header.split(" ")[1]);
let empty = 0;
// Index j: the row of planted beds that ends here has j + 1 of them.
let withTulips: number[] = Array.from({ length: longest }, () => -Infinity);
let withMint = withTulips;
for (const row of rows) {
  const [tulips, mint] = row.split(" ").map(Number);
  const best = Math.max(empty, ...withTulips, ...withMint);
  const before = withTulips;
  withTulips = [empty, ...withMint.slice(0, -1)].map((value) => value + tulips);
  withMint = [empty, ...before.slice(0, -1)].map((value) => value + mint);
  empty = best;
}
console.log(String(Math.max(empty, ...withTulips, ...withMint)));
