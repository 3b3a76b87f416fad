const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").split(/\s+/).map(Number);
const [n, k] = numbers;
const holes = new Array(k).fill(0);
for (let i = 2 + k; i < 2 + k + n; i += 1) {
  for (let pin = 0; pin < k; pin += 1) {
    holes[pin] += (numbers[i] >> pin) & 1;
  }
}
let total = 0;
for (let pin = 0; pin < k; pin += 1) {
  total += numbers[2 + pin] * holes[pin] * (n - holes[pin]);
}
console.log(String(total));
