const fs = require("node:fs");

const data = fs.readFileSync(0);
let position = 0;
function nextNumber() {
  while (data[position] < 48) position += 1;
  let value = 0;
  while (position < data.length && data[position] >= 48) {
    value = value * 10 + data[position] - 48;
    position += 1;
  }
  return value;
}

const stops = nextNumber();
const questions = nextNumber();
const reached = new Float64Array(stops + 2);
for (let i = 1; i <= stops; i += 1) reached[i + 1] = reached[i] + nextNumber();
const round = reached[stops + 1];
const answers = [];
for (let i = 0; i < questions; i += 1) {
  const from = nextNumber();
  const to = nextNumber();
  answers.push(reached[to] - reached[from] + (from > to ? round : 0));
}
console.log(answers.join("\n"));
