// Payloads that others have published, read from checkouts of their repositories. Each is text that tries to run a script.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";

/** cure53/DOMPurify. */
export async function readDomPurify(folder) {
  const { default: fixtures } = await import(pathToFileURL(join(folder, "test/fixtures/expect.mjs")));
  return fixtures.map(({ payload }) => payload);
}

/** cure53/H5SC: items with placeholders, and what stands for them. */
export function readH5sc(folder) {
  const load = (name) => {
    const context = createContext({ module: { exports: {} }, exports: {} });
    runInContext(readFileSync(join(folder, name), "utf8"), context);
    return JSON.parse(JSON.stringify(context.module.exports));
  };
  const parts = load("payloads.js");
  return load("items.js").map(({ data }) =>
    [data]
      .flat()
      .join("\n")
      .replace(/%(\w+)%/g, (whole, name) => parts[name] ?? whole),
  );
}

/** OWASP/CheatSheetSeries: the code blocks of its page on evasion of filters. */
export function readOwasp(folder) {
  const page = readFileSync(join(folder, "cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.md"), "utf8");
  return [...page.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, code]) => code);
}
