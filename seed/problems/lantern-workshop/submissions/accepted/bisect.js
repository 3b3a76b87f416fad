const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const [artisans, lanterns] = numbers;

function enough(time) {
  let total = 0;
  for (let i = 0; i < artisans && total < lanterns; i += 1) {
    const working = time - numbers[2 + 2 * i];
    if (working > 0) total += Math.floor(working / numbers[3 + 2 * i]);
  }
  return total >= lanterns;
}

let low = 1;
let high = numbers[2] + numbers[3] * lanterns;
while (low < high) {
  const middle = Math.floor((low + high) / 2);
  if (enough(middle)) high = middle;
  else low = middle + 1;
}
console.log(String(low));
