import { Prng } from "../../prng.mjs";

function solve(name) {
  return `Hello, ${name}!`;
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
  yield make("sample-1", "Mara", "The name stands between the greeting and the exclamation mark.");
  yield make("sample-2", "Jean Luc", "A name may have more than one word.");
  yield make("one-letter", "Q");
  const random = new Prng(4101);
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const word = (length) => Array.from({ length }, () => random.pick(letters)).join("");
  for (let i = 1; i <= 3; i++) yield make(`words-${i}`, Array.from({ length: i + 1 }, () => word(random.int(1, 9))).join(" "));
  yield make("longest", word(50));
}
