import * as fs from "node:fs";

// Writes two rounds one after the other, so that every ride is a stretch of the longer line.
const numbers = fs.readFileSync(0).toString("latin1").trim().split(/\s+/).map(Number);
const [stops, questions] = numbers;
const reached: number[] = [0];
for (let i = 0; i < 2 * stops; i += 1) {
  reached.push(reached[i] + numbers[2 + (i % stops)]);
}

function ride(from: number, to: number): number {
  const goal = to < from ? to + stops : to;
  return reached[goal] - reached[from];
}

const answers: string[] = [];
for (let i = 0; i < questions; i += 1) {
  const at = 2 + stops + 2 * i;
  answers.push(String(ride(numbers[at] - 1, numbers[at + 1] - 1)));
}
console.log(answers.join("\n"));
