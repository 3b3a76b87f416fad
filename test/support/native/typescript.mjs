// Node.js imports TypeScript in this thread: decorators included, "./x.js" is x.ts until it is built, and "@jest/globals" stands for the
// globals of the runner. Compiled sources are kept below .data.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformSync } from "@swc/core";
import { dataDir, root } from "../../../scripts/lib/paths.mjs";
import { writeWhole } from "../../../scripts/lib/stamps.mjs";
import { compilerOptions } from "./compiler-options.mjs";

const OURS = pathToFileURL(root).href + "/";
const GLOBALS = new URL("globals.mjs", import.meta.url).href;
const OPTIONS = { ...compilerOptions, sourceMaps: "inline" };
const KEPT = join(dataDir, "typescript");
const hash = (...texts) => texts.reduce((sum, text) => sum.update(text), createHash("sha256")).digest("hex");

const isOurs = (url) => url?.startsWith(OURS) && !url.includes("/node_modules/");
const isTypeScript = (url) => isOurs(url) && /\.ts(\?|$)/.test(url);

function compiled(file) {
  const source = readFileSync(file, "utf8");
  const kept = join(KEPT, `${hash(file)}.js`);
  const mark = `// ${hash(JSON.stringify(OPTIONS), source)}\n`;
  const known = existsSync(kept) ? readFileSync(kept, "utf8") : "";
  if (known.startsWith(mark)) return known;
  const { code } = transformSync(source, { ...OPTIONS, swcrc: false, filename: file });
  writeWhole(kept, mark + code);
  return mark + code;
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "@jest/globals") return { url: GLOBALS, shortCircuit: true };
    if (specifier.startsWith(".") && specifier.endsWith(".js") && isOurs(context.parentURL)) {
      const url = new URL(specifier.replace(/js$/, "ts"), context.parentURL);
      if (existsSync(url)) return { url: url.href, format: "module", shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isTypeScript(url)) return next(url, context);
    return { source: compiled(fileURLToPath(url.replace(/\?.*$/, ""))), format: "module", shortCircuit: true };
  },
});
process.setSourceMapsEnabled(true);
