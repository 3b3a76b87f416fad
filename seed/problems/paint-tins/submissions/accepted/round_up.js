const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const [width, height, cover] = lines.map(Number);
console.log(Math.ceil((width * height) / cover));
