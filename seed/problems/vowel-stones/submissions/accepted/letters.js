const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
let price = 0;
for (const letter of lines[0].toLowerCase()) {
  if ("aeiou".includes(letter)) price += 2;
  else if (letter >= "a" && letter <= "z") price += 1;
}
console.log(price);
