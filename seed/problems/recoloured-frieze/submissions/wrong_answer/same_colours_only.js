// Counts the exact copies of the ornament.
const fs = require("node:fs");

const [ornament, frieze] = fs.readFileSync(0, "latin1").split("\n");
let found = 0;
for (let at = frieze.indexOf(ornament); at !== -1; at = frieze.indexOf(ornament, at + 1)) found += 1;
console.log(String(found));
