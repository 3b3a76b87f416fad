const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const n = Number(lines[0]);
const amounts = lines.slice(1, n + 1).map(Number);
let total = 0;
for (const amount of amounts) total += amount;
console.log(total, Math.max(...amounts), amounts.filter((amount) => amount === 0).length);
