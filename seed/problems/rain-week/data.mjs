import { Prng } from "../../prng.mjs";

function solve(input) {
  const amounts = input.split("\n").slice(1).map(Number);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return `${sum} ${Math.max(...amounts)} ${amounts.filter((amount) => amount === 0).length}`;
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
  const days = (amounts) => [amounts.length, ...amounts].join("\n");
  yield make("sample-1", days([3, 0, 12, 0, 5]), "The sum is 20, the wettest day had 12 mm, and two days were dry.");
  yield make("sample-2", days([7]), "There is only one day.");
  yield make("dry", days([0, 0, 0]));
  yield make("last-is-largest", days([1, 2, 3, 500]));
  const random = new Prng(4105);
  for (let i = 1; i <= 3; i++) yield make(`random-${i}`, days(Array.from({ length: 100 * i }, () => Math.max(0, random.int(-100, 500)))));
  yield make("largest", days(new Array(1000).fill(500)));
}
