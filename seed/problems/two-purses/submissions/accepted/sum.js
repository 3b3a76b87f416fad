const fs = require("node:fs");

const [first, second] = fs.readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
console.log(String(first + second));
