// Takes 1 for a prime number.
const fs = require("node:fs");

const [, ...gears] = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const most = Math.max(2, gears.reduce((a, b) => Math.max(a, b), 0));
const count = new Float64Array(most + 1);
for (const teeth of gears) count[teeth] += 1;
const exact = new Float64Array(most + 1);
for (let divisor = most; divisor > 0; divisor -= 1) {
  let multiples = 0;
  let larger = 0;
  for (let multiple = divisor; multiple <= most; multiple += divisor) {
    multiples += count[multiple];
    larger += exact[multiple];
  }
  exact[divisor] = (multiples * (multiples - 1)) / 2 - larger;
}
function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor === 0) return false;
  }
  return true;
}
let singing = 0;
for (let number = 1; number <= most; number += 1) {
  if (isPrime(number)) singing += exact[number];
}
console.log(String(singing));
