import { Prng } from "../../prng.mjs";

function solve(input) {
  const names = [...new Set(input.split("\n").slice(1))];
  return [names.length, ...names].join("\n");
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
  const book = (names) => [names.length, ...names].join("\n");
  yield make("sample-1", book(["Zoe", "Ann", "Zoe", "Bo"]), "Zoe signs twice and counts once. She is still the first.");
  yield make("sample-2", book(["Ann", "ann"]), "Small and capital letters make different names.");
  yield make("one", book(["Q"]));
  yield make("all-equal", book(new Array(100).fill("Kim")));
  const random = new Prng(4109);
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const word = (length) => Array.from({ length }, () => random.pick(letters)).join("");
  yield make("few-names", book(Array.from({ length: 1000 }, () => word(1))));
  yield make("largest-repeats", book(Array.from({ length: 100000 }, () => word(3))));
  yield make("largest-different", book(Array.from({ length: 100000 }, () => word(12))));
}
