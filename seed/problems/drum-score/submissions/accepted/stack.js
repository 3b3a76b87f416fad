const fs = require("node:fs");

const MODULUS = 1000000007;
const totals = [];
const factors = [];
let total = 0;
let number = 0;
for (const code of fs.readFileSync(0)) {
  if (code === 40) {
    totals.push(total);
    factors.push(number);
    total = 0;
    number = 0;
  } else if (code === 41) {
    total = (totals.pop() + factors.pop() * total) % MODULUS;
  } else if (code >= 97) {
    total += code - 96;
  } else if (code >= 48) {
    number = number * 10 + code - 48;
  }
}
console.log(String(total % MODULUS));
