import * as fs from "node:fs";

interface Group {
  readonly before: number;
  readonly factor: number;
}

const MODULUS = 1_000_000_007;
const open: Group[] = [];
let total = 0;

// Every token is a letter, a number with its parenthesis, or a closing parenthesis.
const tokens = fs.readFileSync(0).toString("latin1").matchAll(/[a-z]|(\d+)\(|\)/g);
for (const [token, factor] of tokens) {
  if (factor !== undefined) {
    open.push({ before: total, factor: Number(factor) });
    total = 0;
  } else if (token === ")") {
    const group = open.pop();
    if (group === undefined) {
      throw new Error("This parenthesis was never opened");
    }
    total = (group.before + group.factor * total) % MODULUS;
  } else {
    total += token.charCodeAt(0) - 96;
  }
}
console.log(String(total % MODULUS));
