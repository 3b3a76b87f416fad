import * as fs from "node:fs";

// Lets the minutes pass one after the other and asks all artisans every time.
const numbers: number[] = fs.readFileSync(0).toString("latin1").trim().split(/\s+/).map(Number);
const [artisans, lanterns] = numbers;
let time = 0;
let total = 0;
while (total < lanterns) {
  time += 1;
  for (let i = 0; i < artisans; i += 1) {
    const working = time - numbers[2 + 2 * i];
    if (working > 0 && working % numbers[3 + 2 * i] === 0) {
      total += 1;
    }
  }
}
console.log(String(time));
