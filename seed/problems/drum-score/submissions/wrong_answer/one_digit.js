// Takes only the last digit of every number as its factor.
const fs = require("node:fs");

const stack = [];
let total = 0;
let factor = 0;
for (const symbol of fs.readFileSync(0, "latin1").trim()) {
  if (symbol === "(") {
    stack.push([total, factor]);
    total = 0;
  } else if (symbol === ")") {
    const [before, times] = stack.pop();
    total = (before + times * total) % 1000000007;
  } else if (symbol >= "a") {
    total += symbol.charCodeAt(0) - 96;
  } else {
    factor = Number(symbol);
  }
}
console.log(String(total % 1000000007));
