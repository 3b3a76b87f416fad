import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
console.log(`Hello, ${lines[0]}!`);
