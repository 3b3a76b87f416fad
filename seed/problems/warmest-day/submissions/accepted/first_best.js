const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const values = lines[1].split(" ").map(Number);
let best = 0;
for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
console.log(best + 1, values[best]);
