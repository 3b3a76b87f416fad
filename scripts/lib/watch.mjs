// `npm run dev`: compiles on change and restarts the programs after each build without errors. The API reads the web pages when it starts.
import { watch } from "node:fs";
import { createInterface } from "node:readline";
import { forgetBuild } from "./build.mjs";
import { report } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { inRoot } from "./paths.mjs";
import { spawnTied } from "./run.mjs";
import { endChild } from "./wait.mjs";
import { buildWebPages } from "./web-pages.mjs";

/** An editor writes a file in several steps. */
const SETTLED_MS = 200;

export function watchSources(onBuilt) {
  forgetBuild();
  const tsc = inRoot("node_modules", "typescript-7", "bin", "tsc");
  const child = spawnTied(programNode(), [tsc, "-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"], { stdout: "pipe" });
  let first = true;
  let restarting = Promise.resolve();
  const restart = (prepare = async () => {}) => {
    restarting = restarting
      .then(prepare)
      .then(onBuilt)
      .catch((error) => report(`! ${error.message}`));
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.trim()) return;
    report(`[build] ${line}`);
    if (!/Found 0 errors/.test(line)) return;
    // The programs already run the previous build.
    if (first) return void (first = false);
    restart();
  });
  let waiting;
  const pages = watch(inRoot("web"), { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => restart(buildWebPages), SETTLED_MS);
  });
  return {
    name: "Compiler",
    stop() {
      pages.close();
      clearTimeout(waiting);
      return endChild(child, "SIGTERM", 5_000);
    },
  };
}
