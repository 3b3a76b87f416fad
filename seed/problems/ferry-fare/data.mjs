import { Prng } from "../../prng.mjs";

function solve(input) {
  const [age, bicycle] = input.split("\n");
  const years = Number(age);
  const fare = years < 6 ? 0 : years < 18 || years >= 65 ? 20 : 35;
  return String(fare + (bicycle === "yes" ? 10 : 0));
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
  const line = (age, bicycle) => `${age}\n${bicycle}`;
  yield make("sample-1", line(30, "yes"), "An adult pays 35 crowns, and 10 for the bicycle.");
  yield make("sample-2", line(4, "no"), "Small children travel free.");
  yield make("sample-3", line(65, "no"), "From 65 years on, the fare is 20 crowns.");
  const random = new Prng(4104);
  for (const age of [0, 5, 6, 17, 18, 64, 66, 120]) yield make(`age-${age}`, line(age, random.pick(["yes", "no"])));
  yield make("child-with-bicycle", line(5, "yes"));
  yield make("pupil-with-bicycle", line(17, "yes"));
}
