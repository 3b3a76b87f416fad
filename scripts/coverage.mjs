// `npm run coverage`: line coverage of the unit tests by floor and, for modules, by area. A figure, not a gate: suites of test/e2e and
// test/judging run the programs in other processes, which are not measured.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { say, step, Stop } from "./lib/console.mjs";
import { handOver, wasHandedOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { installNpmPackages } from "./lib/npm-packages.mjs";
import { inRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

/** `modules/practice`, or a floor such as `kernel`. */
const groupOf = (file) => /^(modules\/[^/]+|[^/]+)/.exec(relative(inRoot("src"), file))[0];

await main(async () => {
  if (!wasHandedOver()) await step("npm packages", installNpmPackages);
  const code = await handOver();
  if (code !== undefined) return code;

  const folder = mkdtempSync(join(tmpdir(), "codequest-coverage-"));
  try {
    const options = ["--coverage", "--coverageProvider=v8", "--coverageReporters=json-summary", `--coverageDirectory=${folder}`];
    const sources = "--collectCoverageFrom=src/**/*.ts";
    const words = ["--experimental-vm-modules", inRoot("node_modules", "jest", "bin", "jest.js"), "--selectProjects", "unit"];
    const env = { ...process.env, TEST_COVERAGE: "1" };
    const { code, output } = await run(process.execPath, [...words, ...options, sources, ...process.argv.slice(2)], { env });
    if (code !== 0) throw new Stop(`The tests failed:\n${output.trimEnd()}`);
    report(JSON.parse(readFileSync(join(folder, "coverage-summary.json"), "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function report({ total, ...files }) {
  const groups = Map.groupBy(Object.entries(files), ([file]) => groupOf(file));
  const rows = [...groups].toSorted().map(([name, members]) => {
    const sum = (key) => members.reduce((count, [, { lines }]) => count + lines[key], 0);
    return { name, covered: sum("covered"), total: sum("total") };
  });
  for (const { name, covered, total: lines } of [...rows, { name: "total", ...total.lines }]) {
    say(`${name.padEnd(20)} ${((100 * covered) / lines).toFixed(1).padStart(5)} %  ${covered} of ${lines} lines`);
  }
}
