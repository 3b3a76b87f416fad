/**
 * `npm run prove:plagiarism -- FOLDER`: how well the comparison of code tells copies from independent work. FOLDER is the unpacked data set of
 * a checkout of oscarkarnalim/sourcecodeplagiarismdataset (IR-Plag-Dataset.zip), whose files are not part of this repository: 7 tasks in Java,
 * each with an original, independent programs, and copies at six levels, from changed comments (L1) to changed control logic (L6).
 *
 * Prints the AUC of copies against independent programs, over all tasks, and the rates of error at thresholds; docs/similarity.md has them.
 * Exits with 1 if the AUC is below its goal.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, "case-01"))) {
  console.error("Usage: npm run prove:plagiarism -- FOLDER, which contains case-01 to case-07");
  process.exit(2);
}

const GOALS = { L1: 0.98, L2: 0.96, L3: 0.85, all: 0.7 };
const LEVELS = ["L1", "L2", "L3", "L4", "L5", "L6"];
const THRESHOLDS = [0.7, 0.8, 0.85, 0.9, 0.95, 0.99];

/** Java files below a folder, in the order of their names. */
const filesBelow = (path) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".java"))
    .sort()
    .map((name) => join(path, name));

/** Probability that a copy has a higher score than an independent program; equal scores count by half. */
function auc(copies, independent) {
  let wins = 0;
  for (const copy of copies) for (const other of independent) wins += copy > other ? 1 : copy === other ? 0.5 : 0;
  return wins / (copies.length * independent.length);
}

async function scoresOf(load) {
  const { tokensOf } = await load("parse.js");
  const { fingerprintsOf } = await load("winnow.js");
  const { similarityOf, sharedCount } = await load("compare.js");
  const read = async (path) => {
    const tokens = await tokensOf("java17", readFileSync(path, "utf8"));
    const fingerprints = fingerprintsOf(tokens.hashes);
    return { tokens, fingerprints, fingerprintCount: fingerprints.length };
  };
  const found = [];
  for (const task of readdirSync(folder)
    .filter((name) => name.startsWith("case-"))
    .sort()) {
    const original = await read(filesBelow(join(folder, task, "original"))[0]);
    const kinds = [
      ["independent", join(folder, task, "non-plagiarized")],
      ...LEVELS.map((level) => [level, join(folder, task, "plagiarized", level)]),
    ];
    for (const [kind, path] of kinds) {
      for (const file of filesBelow(path)) {
        const other = await read(file);
        found.push({ task, kind, ...similarityOf(original, other, sharedCount(original.fingerprints, other.fingerprints)) });
      }
    }
  }
  return found;
}

const percent = (share) => `${(share * 100).toFixed(0)} %`.padStart(6);

await main(async () => {
  const handedOver = await handOver();
  if (handedOver !== undefined) return handedOver;
  await step("Program", build);
  const found = await scoresOf((name) => import(inRoot("dist", "modules", "learning", "similarity", "code", name)));
  const of = (measure, ...kinds) => found.filter(({ kind }) => kinds.includes(kind)).map((one) => one[measure]);
  const missed = [];
  say(`${found.length} programs compared with the original of their task`);
  for (const measure of ["score", "fingerprints", "tiling"]) {
    const figures = [...LEVELS.map((level) => [level, [level]]), ["all", LEVELS]].map(([name, kinds]) => [
      name,
      auc(of(measure, ...kinds), of(measure, "independent")),
    ]);
    say(`AUC of ${measure}: ${figures.map(([name, value]) => `${name} ${value.toFixed(3)}`).join(", ")}`);
    if (measure === "score") missed.push(...figures.filter(([name, value]) => value < (GOALS[name] ?? 0)).map(([name]) => name));
  }
  say("Share of programs with at least this score:");
  say(`  score  independent  ${LEVELS.map((level) => level.padStart(6)).join(" ")}`);
  for (const threshold of THRESHOLDS) {
    const share = (kind) => percent(of("score", kind).filter((score) => score >= threshold).length / of("score", kind).length);
    say(`  ${threshold.toFixed(2)}   ${share("independent").padStart(11)}  ${LEVELS.map(share).join(" ")}`);
  }
  if (missed.length > 0) say(`Below the goal: ${missed.join(", ")}`);
  return missed.length === 0 ? 0 : 1;
});
