import { Prng } from "../../prng.mjs";

function solve(input) {
  const values = input.split("\n")[1].split(" ").map(Number);
  let best = 0;
  values.forEach((value, index) => {
    if (value > values[best]) best = index;
  });
  return `${best + 1} ${values[best]}`;
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
  const days = (values) => `${values.length}\n${values.join(" ")}`;
  yield make("sample-1", days([12, 19, 7, 19]), "Days 2 and 4 are equally warm; day 2 is the first.");
  yield make("sample-2", days([-8, -3, -5]), "The largest of three negative numbers is -3.");
  yield make("one-day", days([0]));
  yield make("first", days([60, -60, 60]));
  yield make("last", days([1, 2, 3, 4, 5]));
  const random = new Prng(4107);
  yield make("cold", days(Array.from({ length: 50 }, () => random.int(-60, -1))));
  for (let i = 1; i <= 2; i++) yield make(`random-${i}`, days(Array.from({ length: 1000 * i }, () => random.int(-60, 60))));
  yield make("largest", days(Array.from({ length: 100000 }, () => random.int(-60, 59))));
}
