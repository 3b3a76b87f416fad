// Can the program run on this machine at all?
import { Stop } from "./console.mjs";

export function requireLinux() {
  if (process.platform === "linux") return;
  const name = process.platform === "darwin" ? "macOS" : process.platform;
  throw new Stop(
    `The judge's sandbox needs Linux, which ${name} is not: run "docker compose up" here, or npm start in a Debian 12 virtual machine.`,
  );
}
