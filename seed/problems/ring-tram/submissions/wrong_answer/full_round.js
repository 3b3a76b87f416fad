// Sends passengers who are already at the right stop on a whole round.
const fs = require("node:fs");

const numbers = fs.readFileSync(0, "latin1").trim().split(/\s+/).map(Number);
const [stops, questions] = numbers;
const reached = [0];
for (let i = 0; i < stops; i += 1) reached.push(reached[i] + numbers[2 + i]);
const answers = [];
for (let i = 0; i < questions; i += 1) {
  const from = numbers[2 + stops + 2 * i] - 1;
  const to = numbers[3 + stops + 2 * i] - 1;
  answers.push(reached[to] - reached[from] + (from >= to ? reached[stops] : 0));
}
console.log(answers.join("\n"));
