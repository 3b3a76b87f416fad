import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const names = new Set<string>(lines.slice(1, Number(lines[0]) + 1));
console.log([String(names.size), ...names].join("\n"));
