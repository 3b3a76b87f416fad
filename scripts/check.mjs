// `npm run check`: all checks that do not run the program. Runs everything, then reports what failed.
import { build } from "./lib/build.mjs";
import { report, say, step, Stop } from "./lib/console.mjs";
import { handOver, wasHandedOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";
import { installNpmPackages } from "./lib/npm-packages.mjs";
import { run } from "./lib/run.mjs";

const tool = (path) => inRoot("node_modules", ...path.split("/"));

/** Rules with types keep the program of all sources and tests in memory. */
const LINT_HEAP = "--max-old-space-size=8192";

const CHECKS = {
  format: [tool("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", "."],
  types: [tool("typescript-7/bin/tsc"), "--noEmit"],
  "types of the web application": [tool("typescript-7/bin/tsc"), "-p", "web/tsconfig.json"],
  lint: [LINT_HEAP, tool("eslint/bin/eslint.js"), "--max-warnings=0", "."],
  "unused code": [tool("knip/bin/knip.js"), "--no-progress"],
  "floors and import cycles": ["--experimental-vm-modules", tool("jest/bin/jest.js"), "test/architecture.test.ts"],
  "committed schema": [inRoot("dist", "bundle", "emit-schema.js"), "--check"],
  "typed documents": [tool("@graphql-codegen/cli/cjs/bin.js"), "--config", "codegen.yml", "--check"],
  migrations: [inRoot("dist", "bundle", "migrate.js"), "check"],
  "lock file": [inRoot("scripts", "complete-lock.mjs"), "--check"],
};

await main(async () => {
  if (!wasHandedOver()) await step("npm packages", installNpmPackages);
  const code = await handOver();
  if (code !== undefined) return code;

  await step("Program", build);
  const failed = [];
  for (const [name, words] of Object.entries(CHECKS)) {
    const { code, output } = await run(process.execPath, words);
    say(`${code === 0 ? "✓" : "✗"} ${name}`);
    if (code === 0) continue;
    report(output.trimEnd());
    failed.push(name);
  }
  if (failed.length > 0) throw new Stop(`These checks failed: ${failed.join(", ")}.`);
});
