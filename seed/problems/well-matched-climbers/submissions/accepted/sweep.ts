import * as fs from "node:fs";

const [header, list] = fs.readFileSync(0).toString("latin1").split("\n");
const limit = Number(header.split(" ")[1]);
const reaches = Float64Array.from(list.trim().split(" "), Number).sort();

let pairs = 0;
let first = 0;
reaches.forEach((reach: number, last: number): void => {
  while (reach - reaches[first] > limit) {
    first += 1;
  }
  pairs += last - first;
});
console.log(String(pairs));
