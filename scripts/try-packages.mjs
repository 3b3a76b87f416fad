// Reads all problem packages below folders, as an import does, and prints what it finds:
//   node scripts/try-packages.mjs [--notes] [--statements OUTPUT] FOLDER...
// A package is a ZIP, or a folder with problem.yaml or problem.xml; links are followed, as `zip -r` does. Nothing is stored.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { packagesBelow, zipped } from "./lib/packages.mjs";
import { inRoot } from "./lib/paths.mjs";

const { values, positionals } = parseArgs({
  options: { notes: { type: "boolean" }, statements: { type: "string" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("Name folders that have problem packages below them.");
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "codequest-packages-"));
let refused = 0;
try {
  const readPackageArchive = await reader();
  const rows = [];
  for (const root of positionals) {
    for (const path of packagesBelow(root)) rows.push(await row(readPackageArchive, path, relative(root, path) || basename(path)));
  }
  print(rows);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function reader() {
  const { build } = await import("esbuild");
  const outfile = join(scratch, "reader.mjs");
  await build({
    entryPoints: [inRoot("src", "modules", "practice", "packages", "package-archive.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  return (await import(outfile)).readPackageArchive;
}

async function row(readPackageArchive, path, name) {
  const archive = await zipped(path, scratch);
  const file = await open(archive, "r");
  const started = performance.now();
  try {
    const { problem, faults, notes } = await readPackageArchive(file);
    if (!problem) refused++;
    if (problem && values.statements) saveStatements(problem, name);
    return { name, ms: performance.now() - started, sizeBytes: statSync(archive).size, problem, faults, notes };
  } finally {
    await file.close();
    if (archive !== path) rmSync(archive);
  }
}

function saveStatements({ statements }, name) {
  mkdirSync(values.statements, { recursive: true });
  for (const { locale, markdown } of statements) {
    if (markdown !== null) writeFileSync(join(values.statements, `${name.replaceAll("/", "_")}.${locale}.md`), `${markdown}\n`);
  }
}

function print(rows) {
  console.log(["package", "format", "tests", "groups", "checker", "kind", "submissions", "statements", "MiB", "ms"].join("\t"));
  for (const { name, problem, faults, notes, sizeBytes, ms } of rows) {
    const size = [(sizeBytes / 2 ** 20).toFixed(1), ms.toFixed(0)];
    console.log([name, ...(problem ? columns(problem) : ["REFUSED", "", "", "", "", "", ""]), ...size].join("\t"));
    for (const { code, path, message } of faults.slice(0, 5)) console.log(`    ${code} ${path ?? ""}: ${message}`);
    if (faults.length > 5) console.log(`    and ${faults.length - 5} more`);
    if (values.notes) for (const { path, message } of notes) console.log(`    - ${path ?? ""}: ${message}`);
  }
  console.log(`\n${rows.length} packages: ${rows.length - refused} read, ${refused} refused.`);
}

function columns({ format, tests, groups, checker, interactor, scoring, submissions, statements }) {
  const kinds = [scoring && "scoring", interactor && "interactive"].filter(Boolean);
  const languages = submissions.filter(({ language }) => language !== null).length;
  const parameters = checker.kind === "BUILT_IN" ? Object.entries(checker.parameters).map(([name, value]) => `${name}=${value}`) : [];
  return [
    format,
    tests.length,
    groups.length,
    checker.kind === "BUILT_IN"
      ? `${checker.id}(${parameters.join(" ")})`
      : `${checker.protocol} ${checker.program.language ?? "?"} ${checker.program.main ?? "?"}`,
    kinds.join("+") || "pass-fail",
    `${languages}/${submissions.length}`,
    statements.map(({ locale, markdown }) => (markdown === null ? `${locale}.pdf` : locale)).join(" "),
  ];
}
