import { Prng } from "../../prng.mjs";

function solve(input) {
  const counts = new Map();
  for (const name of input.split("\n").slice(1)) counts.set(name, (counts.get(name) ?? 0) + 1);
  let best = null;
  for (const [name, count] of counts) {
    if (best === null || count > best[1] || (count === best[1] && name < best[0])) best = [name, count];
  }
  return best.join(" ");
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
  const visits = (names) => [names.length, ...names].join("\n");
  yield make("sample-1", visits(["noodles", "tea", "noodles", "books"]), "Two of the four visits were to the stall with noodles.");
  yield make("sample-2", visits(["tea", "books"]), "Both have one visit, and books comes first in the alphabet.");
  yield make("one-visit", visits(["z"]));
  yield make("prefix", visits(["ab", "a", "abc", "b"]));
  const random = new Prng(4108);
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const word = (length) => Array.from({ length }, () => random.pick(letters)).join("");
  yield make("two-letters", visits(Array.from({ length: 300 }, () => random.pick(["a", "b"]) + random.pick(["a", "b"]))));
  yield make("many-names", visits(Array.from({ length: 20000 }, () => word(3))));
  yield make("largest", visits(Array.from({ length: 100000 }, () => word(4))));
}
