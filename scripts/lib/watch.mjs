// `npm run dev`: compiles on change and restarts the programs after each build without errors.
import { createInterface } from "node:readline";
import { forgetBuild } from "./build.mjs";
import { report } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { inRoot } from "./paths.mjs";
import { spawnTied } from "./run.mjs";
import { endChild } from "./wait.mjs";

export function watchSources(onBuilt) {
  forgetBuild();
  const tsc = inRoot("node_modules", "typescript-7", "bin", "tsc");
  const child = spawnTied(programNode(), [tsc, "-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"], { stdout: "pipe" });
  let first = true;
  let restarting = Promise.resolve();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.trim()) return;
    report(`[build] ${line}`);
    if (!/Found 0 errors/.test(line)) return;
    // The programs already run the previous build.
    if (first) return void (first = false);
    restarting = restarting.then(onBuilt).catch((error) => report(`! ${error.message}`));
  });
  return { name: "Compiler", stop: () => endChild(child, "SIGTERM", 5_000) };
}
