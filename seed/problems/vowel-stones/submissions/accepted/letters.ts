import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const priceOf = (letter: string): number => {
  if ("aeiou".includes(letter)) return 2;
  return letter >= "a" && letter <= "z" ? 1 : 0;
};
console.log([...lines[0]!.toLowerCase()].reduce((price, letter) => price + priceOf(letter), 0));
