const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
console.log(`Hello, ${lines[0]}!`);
