// Switches from the machine's Node.js to the one from npm.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { say, Stop } from "./console.mjs";
import { followParent } from "./follow-parent.mjs";
import { inRoot } from "./paths.mjs";

const LEAST = [22, 17];
export const packagedNode = inRoot("node_modules", ".bin", "node");

const isEnough = () => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
};

/** The Node.js that runs the program: the packaged one, else the current one. */
export const programNode = () => (existsSync(packagedNode) ? packagedNode : process.execPath);

const MARK = "CODEQUEST_HANDED_OVER";

/** Was this process started by another one that has prepared the machine? */
export const wasHandedOver = () => process.env[MARK] === "1";

/**
 * Runs this script again under Node 24 and returns its exit code, or undefined if the current version is new enough. Forwards signals;
 * the death of this process also ends the other one.
 */
export function handOver() {
  if (isEnough()) return undefined;
  if (!existsSync(packagedNode)) {
    throw new Stop(
      `CodeQuest runs on Node.js ${LEAST.join(".")} or newer, this is ${process.version}, and npm has none for this kind of machine: install Node.js 24 and run the command again.`,
    );
  }
  const child = spawn("setpriv", ["--pdeathsig=TERM", "--", packagedNode, ...process.argv.slice(1)], {
    stdio: "inherit",
    env: { ...process.env, [MARK]: "1" },
  });
  // A terminal sends SIGINT to both processes; the child decides when everything has stopped.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  followParent(() => {
    say("… npm has ended");
    child.kill("SIGTERM");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
