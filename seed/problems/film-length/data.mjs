import { Prng } from "../../prng.mjs";

function solve(input) {
  const minutes = Number(input);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
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
  yield make("sample-1", "125", "125 minutes are two hours and five minutes.");
  yield make("sample-2", "42", "There is no full hour.");
  yield make("zero", "0");
  yield make("full-hours", "180");
  yield make("one-minute", "61");
  yield make("last-minute", "119");
  yield make("largest", "6000");
  const random = new Prng(4103);
  for (let i = 1; i <= 3; i++) yield make(`random-${i}`, String(random.int(0, 6000)));
}
