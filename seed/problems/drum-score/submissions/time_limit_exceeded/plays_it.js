// Plays the whole score beat by beat.
const fs = require("node:fs");

const score = fs.readFileSync(0, "latin1").trim();
const loops = [];
let total = 0;
let number = 0;
let position = 0;
while (position < score.length) {
  const symbol = score[position];
  position += 1;
  if (symbol === "(") {
    loops.push({ begin: position, left: number });
    number = 0;
  } else if (symbol === ")") {
    const loop = loops[loops.length - 1];
    loop.left -= 1;
    if (loop.left > 0) {
      position = loop.begin;
    } else {
      loops.pop();
    }
  } else if (symbol >= "a") {
    total = (total + symbol.charCodeAt(0) - 96) % 1000000007;
  } else {
    number = number * 10 + Number(symbol);
  }
}
console.log(String(total));
