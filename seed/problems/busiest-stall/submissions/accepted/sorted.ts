import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const counts = new Map<string, number>();
for (const name of lines.slice(1, Number(lines[0]) + 1)) counts.set(name, (counts.get(name) ?? 0) + 1);
const [best, count] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]!;
console.log(best, count);
