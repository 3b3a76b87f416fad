// Compiles TypeScript and web pages to dist/, unless no source changed. The compiled files are bundled with their packages into
// dist/bundle/, from which the programs run: reading thousands of small files took half of each start.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { COMPILE_CACHE, inRoot } from "./paths.mjs";
import { lastLines, run } from "./run.mjs";
import { hashOf, readStamp, writeWhole } from "./stamps.mjs";
import { buildWebPages } from "./web-pages.mjs";

const stamp = inRoot("dist", ".stamp");
/** Programs of the tests, which share the chunks of ours. An image has none. */
const testPrograms = inRoot("test", "support", "programs");
const sources = ["src", "web", "tsconfig.json", "tsconfig.build.json", "package-lock.json", "scripts/lib/build.mjs"]
  .map((name) => inRoot(name))
  .concat(existsSync(testPrograms) ? [testPrograms] : []);

const sourceHash = () => hashOf(sources);

/** Call before something else writes to dist/, such as a compiler in watch mode. */
export const forgetBuild = () => rmSync(stamp, { force: true });

export async function build(say = () => {}) {
  const hash = sourceHash();
  if (readStamp(stamp) === hash && existsSync(inRoot("dist", "bundle"))) return "unchanged";
  say("compiling");
  // Without this, tsc considers everything up to date and writes nothing into an empty folder.
  if (!existsSync(inRoot("dist", "main"))) rmSync(inRoot("dist", ".tsbuildinfo"), { force: true });
  const pages = buildWebPages();
  const result = await run(programNode(), [inRoot("node_modules", "typescript-7", "bin", "tsc"), "-p", "tsconfig.build.json"]);
  if (result.code !== 0) throw new Stop(`The program does not compile:\n${lastLines(result.output, 30)}`);
  await Promise.all([pages, bundle()]);
  // Chunks have other names in each bundle, so what is kept of old ones would add up.
  rmSync(COMPILE_CACHE, { recursive: true, force: true });
  writeWhole(stamp, hash);
  return "compiled";
}

/** Each becomes a file of dist/bundle/: the programs, and what they start as a separate thread or process. */
const entryPoints = () => [
  // Listed from the sources: dist/ may still hold files whose source is gone.
  ...readdirSync(inRoot("src", "main")).map((name) => inRoot("dist", "main", name.replace(/\.ts$/, ".js"))),
  inRoot("dist", "platform", "security", "password-thread.js"),
  inRoot("dist", "platform", "storage", "image-process.js"),
  inRoot("dist", "platform", "markdown", "markdown-thread.js"),
  inRoot("dist", "modules", "learning", "similarity", "worker", "code-thread.js"),
  ...(existsSync(testPrograms) ? readdirSync(testPrograms).map((name) => join(testPrograms, name)) : []),
];

async function bundle() {
  const { build } = await import("esbuild");
  rmSync(inRoot("dist", "bundle"), { recursive: true, force: true });
  await build({
    entryPoints: entryPoints(),
    outdir: inRoot("dist", "bundle"),
    entryNames: "[name]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Entities and errors are identified by their class names.
    keepNames: true,
    // Must run before every decorated class: with code splitting, the order of side effects is not preserved.
    inject: [inRoot("node_modules", "reflect-metadata", "Reflect.js")],
    // Native code can't be bundled (dockerode has some, and is loaded only with its engine); web-tree-sitter finds its WebAssembly beside itself.
    external: ["sharp", "pg-native", "dockerode", "web-tree-sitter"],
    // Read by src/platform/telemetry/stack-trace.ts when an error is logged; Node.js itself would parse all of them at start.
    sourcemap: "external",
    sourcesContent: false,
    // Under a name of its own, as packages import createRequire too.
    banner: { js: 'import { createRequire as __requireFrom } from "node:module"; const require = __requireFrom(import.meta.url);' },
    logLevel: "silent",
  });
  nameFewer(inRoot("dist", "bundle"));
}

const NAME = 'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });';
const NAME_IF_NEEDED = NAME.replace("=> ", '=> target.name === value || !("prototype" in target) ? target : ');

/** keepNames defines the name of every arrow function each time it is created. Only those of classes matter. */
function nameFewer(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const changed = files.filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    if (text.includes(NAME)) writeFileSync(join(folder, name), text.replace(NAME, NAME_IF_NEEDED));
    return text.includes(NAME);
  });
  if (changed.length === 0) throw new Error("esbuild keeps names in another way than scripts/lib/build.mjs expects.");
}
