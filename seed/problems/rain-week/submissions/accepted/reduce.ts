import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const amounts: number[] = lines.slice(1, Number(lines[0]) + 1).map(Number);
const total = amounts.reduce((sum, amount) => sum + amount, 0);
const largest = amounts.reduce((most, amount) => Math.max(most, amount), 0);
const dry = amounts.filter((amount) => amount === 0).length;
console.log(total, largest, dry);
