import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const minutes = Number(lines[0]);
console.log(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`);
