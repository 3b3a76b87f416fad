const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const names = [...new Set(lines.slice(1, Number(lines[0]) + 1))];
console.log([names.length, ...names].join("\n"));
