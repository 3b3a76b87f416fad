/**
 * `npm run prove:questions -- FOLDER...`: the question formats against files that others have written. Each FOLDER is a checkout, whose
 * files are not part of this repository:
 *
 *   fuhrmanator/GIFT-grammar-PEG.js   each `.gift` file below tests/questions is parsed and compared with the JSON beside it
 *   any other                         each `.gift`, `.gift.txt` and Moodle `.xml` file is imported; what was imported is written in both
 *                                     formats and read again, and has to be the same
 *
 * Exits with 1 if a comparison differs, or if a file is neither imported nor refused with a reason.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";
import { compareWithGolden } from "./lib/questions-proof/golden.mjs";

const folders = process.argv.slice(2);
if (folders.length === 0 || folders.some((folder) => folder.startsWith("-") || !existsSync(folder))) {
  console.error("Usage: npm run prove:questions -- FOLDER...");
  process.exit(2);
}

const load = (...path) => import(inRoot("dist", "modules", "learning", "quizzes", "formats", ...path));

function formatOf(name, text) {
  if (/\.gift(\.txt)?$/.test(name)) return "GIFT";
  return name.endsWith(".xml") && /<quiz[\s>]/.test(text.slice(0, 10_000)) ? "MOODLE_XML" : null;
}

function* filesBelow(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name === ".git" || name === "node_modules") continue;
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else if (/\.(xml|gift|gift\.txt)$/.test(name)) yield path;
  }
}

/** Questions that were imported have to survive both formats. What a format cannot express is said by its export. */
async function changedBy(contents, { readQuestions, writeQuestions }) {
  let changed = 0;
  for (const format of ["GIFT", "MOODLE_XML"]) {
    const { text, items } = await writeQuestions(format, contents);
    const whole = contents.filter((_, index) => items[index].outcome === "EXPORTED");
    const back = (await readQuestions(format, text)).items.map(({ content }) => content);
    const kept = whole.filter((content) => back.some((other) => isDeepStrictEqual(other, content)));
    changed += whole.length - kept.length;
  }
  return changed;
}

async function importAll(folder, formats) {
  const total = { files: 0, imported: 0, refused: 0, questions: 0, faults: 0 };
  for (const path of filesBelow(folder)) {
    const text = readFileSync(path, "utf8");
    const format = formatOf(path, text);
    if (!format) continue;
    const { items, faults } = await formats.readQuestions(format, text);
    const contents = items.flatMap(({ content }) => (content ? [content] : []));
    const count = (outcome) => items.filter((item) => item.outcome === outcome).length;
    const changed = await changedBy(contents, formats);
    const reasons = [...faults, ...new Set(items.filter(({ outcome }) => outcome === "REFUSED").map(({ messages }) => messages[0]))];
    const result = contents.length > 0 ? "imported" : "refused";
    total.files++;
    total[result]++;
    total.questions += contents.length;
    if (changed > 0 || (contents.length === 0 && reasons.length === 0)) total.faults++;
    say(
      `  ${result}  ${relative(folder, path)}: ${count("IMPORTED")} whole, ${count("PARTLY")} partly, ${count("REFUSED")} refused` +
        `${changed > 0 ? `, ${changed} CHANGED by a round trip` : ""}${reasons.length > 0 ? ` (${reasons.join(" | ")})` : ""}`,
    );
  }
  return total;
}

await main(async () => {
  const code = await handOver();
  if (code !== undefined) return code;
  await step("Program", build);
  const formats = await load("question-formats.js");
  const parser = { ...(await load("gift", "gift-items.js")), ...(await load("gift", "parse-gift.js")) };
  let faults = 0;
  for (const folder of folders) {
    if (existsSync(join(folder, "GIFT.pegjs"))) {
      await step("GIFT against the reference's JSON", () => {
        const results = compareWithGolden(folder, parser);
        for (const { name, actual, expected } of results.filter(({ equal }) => !equal)) {
          say(`  ${name}\nexpected ${JSON.stringify(expected)}\nis ${JSON.stringify(actual)}`);
        }
        const equal = results.filter((result) => result.equal);
        faults += results.length - equal.length;
        return `${equal.length} of ${results.length} files equal, ${equal.reduce((sum, { questions }) => sum + questions, 0)} questions`;
      });
    }
    await step(`Import of ${folder}`, async () => {
      const { files, imported, refused, questions, faults: found } = await importAll(folder, formats);
      faults += found;
      return `${files} files: ${imported} imported (${questions} questions), ${refused} refused with a reason`;
    });
  }
  return faults === 0 ? 0 : 1;
});
