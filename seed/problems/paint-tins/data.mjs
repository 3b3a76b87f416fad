import { Prng } from "../../prng.mjs";

function solve(input) {
  const [width, height, cover] = input.split("\n").map(Number);
  return String(Math.ceil((width * height) / cover));
}

function make(name, input, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${input}\n`,
    output: `${solve(input)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

export function* tests() {
  const lines = (...numbers) => numbers.join("\n");
  yield make("sample-1", lines(5, 3, 4), "The wall has 15 square metres. Three tins are enough for 12, so a fourth is needed.");
  yield make("sample-2", lines(4, 3, 6), "Two tins are enough for exactly 12 square metres.");
  yield make("one-tin", lines(1, 1, 10000));
  yield make("largest", lines(10000, 10000, 1));
  yield make("one-missing", lines(101, 99, 9998));
  const random = new Prng(4102);
  for (let i = 1; i <= 4; i++) yield make(`random-${i}`, lines(random.int(1, 10000), random.int(1, 10000), random.int(1, 500)));
}
