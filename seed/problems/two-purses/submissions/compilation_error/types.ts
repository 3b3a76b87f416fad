import * as fs from "node:fs";

const tokens: string[] = fs.readFileSync(0).toString().trim().split(/\s+/);

// A string is not a number: the type checker refuses both lines.
const first: number = tokens[0];
const second: number = tokens[1];
console.log(String(first + second));
