import { Prng } from "../../prng.mjs";

function solve(text) {
  return String([...text.toLowerCase()].reduce((price, letter) => price + (letter === " " ? 0 : "aeiou".includes(letter) ? 2 : 1), 0));
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
  yield make("sample-1", "here lies Otto", "There are 12 letters, and 6 of them are vowels: 6 + 2 · 6 = 18.");
  yield make("sample-2", "RHYTHM", "The letter Y is not among the vowels here.");
  yield make("one-vowel", "A");
  yield make("all-vowels", "aeiouAEIOU");
  const random = new Prng(4106);
  const signs = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ   "];
  for (let i = 1; i <= 3; i++) yield make(`random-${i}`, `x${Array.from({ length: 300 * i }, () => random.pick(signs)).join("")}e`);
  yield make("longest", "U".repeat(1000));
}
