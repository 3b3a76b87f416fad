const { readFileSync } = require("node:fs");

const lines = readFileSync(0, "utf8").split("\n");
const counts = new Map();
for (const name of lines.slice(1, Number(lines[0]) + 1)) counts.set(name, (counts.get(name) ?? 0) + 1);
let best = "";
for (const [name, count] of counts) {
  const most = counts.get(best) ?? 0;
  if (count > most || (count === most && name < best)) best = name;
}
console.log(best, counts.get(best));
