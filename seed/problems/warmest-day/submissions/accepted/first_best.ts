import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");
const values: number[] = lines[1]!.trim().split(" ").map(Number);
let warmest = 0;
values.forEach((value, day) => {
  if (value > values[warmest]!) warmest = day;
});
console.log(warmest + 1, values[warmest]);
