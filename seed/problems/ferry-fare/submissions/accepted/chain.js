const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const age = Number(lines[0]);
let fare = 35;
if (age < 6) fare = 0;
else if (age < 18 || age >= 65) fare = 20;
if (lines[1].trim() === "yes") fare += 10;
console.log(fare);
