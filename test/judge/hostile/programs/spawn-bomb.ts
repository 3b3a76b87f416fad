import { spawn } from "node:child_process";

let count = 0;
for (let i = 0; i < 120; i++) {
  const child = spawn("/bin/sleep", ["60"], { stdio: "ignore" });
  child.on("error", () => undefined);
  if (child.pid !== undefined) count++;
}
console.log(count);
process.exit(0);
