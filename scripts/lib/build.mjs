// TypeScript and web pages to dist/, skipped when no source changed.
import { existsSync, rmSync } from "node:fs";
import { Stop } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { inRoot } from "./paths.mjs";
import { lastLines, run } from "./run.mjs";
import { hashOf, readStamp, writeWhole } from "./stamps.mjs";
import { buildWebPages } from "./web-pages.mjs";

const stamp = inRoot("dist", ".stamp");
const sources = ["src", "web", "tsconfig.json", "tsconfig.build.json", "package-lock.json"].map((name) => inRoot(name));

const sourceHash = () => hashOf(sources);

/** For when dist/ is about to hold something else, as under a watching compiler. */
export const forgetBuild = () => rmSync(stamp, { force: true });

export async function build(say = () => {}) {
  const hash = sourceHash();
  if (readStamp(stamp) === hash && existsSync(inRoot("dist", "main"))) return "unchanged";
  say("compiling");
  // Told that everything is up to date, tsc would write nothing into an emptied folder.
  if (!existsSync(inRoot("dist", "main"))) rmSync(inRoot("dist", ".tsbuildinfo"), { force: true });
  const pages = buildWebPages();
  const result = await run(programNode(), [inRoot("node_modules", "typescript-7", "bin", "tsc"), "-p", "tsconfig.build.json"]);
  if (result.code !== 0) throw new Stop(`The program does not compile:\n${lastLines(result.output, 30)}`);
  await pages;
  writeWhole(stamp, hash);
  return "compiled";
}
