import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const [width, height, cover] = lines.map(Number) as [number, number, number];
console.log(Math.ceil((width * height) / cover));
