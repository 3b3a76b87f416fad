import * as fs from "node:fs";

const lines: string[] = fs.readFileSync(0, "utf8").split("\n");

function fareAt(age: number): number {
  if (age < 6) return 0;
  return age < 18 || age >= 65 ? 20 : 35;
}

console.log(fareAt(Number(lines[0])) + (lines[1]!.trim() === "yes" ? 10 : 0));
