/**
 * `npm run prove:exercism -- FOLDER [--tracks python,java] [--exercises bob,grains] [--results FILE]`: function problems against what
 * Exercism has published. FOLDER has checkouts of exercism/problem-specifications and of any of its tracks python, javascript, go and java,
 * whose files are not part of this repository:
 *
 *   problem-specifications   each case with flat inputs (scalars and lists of them) becomes a test of a function problem; what does not is
 *                            counted by reason
 *   a track                  the reference solution of each exercise runs in the sandbox on the cases that the track has tests for. An adapter
 *                            gives its function our name and our types; what cannot run as a function problem is counted apart, by reason
 *
 * Outcomes are kept in FILE, by default in FOLDER, and are not run again until something that they depend on changes.
 * Exits with 1 if fewer than 95 % of the cases with flat inputs are converted, or a solution is not accepted.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { say, step, Stop } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { convert } from "./lib/exercism-proof/convert.mjs";
import { loadJudge } from "./lib/exercism-proof/judged.mjs";
import { proveTrack } from "./lib/exercism-proof/prove-track.mjs";
import { resultsIn } from "./lib/exercism-proof/results.mjs";
import { TRACKS } from "./lib/exercism-proof/tracks.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";

const LEAST_SHARE = 0.95;

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { tracks: { type: "string" }, exercises: { type: "string" }, results: { type: "string" } },
});
const [folder] = positionals;
const tracks = options.tracks?.split(",") ?? Object.keys(TRACKS);
if (!folder || !existsSync(join(folder, "problem-specifications")) || tracks.some((name) => !(name in TRACKS))) {
  console.error("Usage: npm run prove:exercism -- FOLDER [--tracks python,javascript,go,java] [--exercises NAME,…] [--results FILE]");
  process.exit(2);
}

/** Of the cases with flat inputs, how many are converted. */
function tellConversion({ counts, problems, excluded }) {
  const converted = problems.reduce((sum, { tests }) => sum + tests.length, 0);
  const share = converted / counts.flat;
  say(
    `${counts.sets} sets, ${counts.cases} cases, ${counts.flat} with flat inputs: ${converted} converted (${(100 * share).toFixed(1)} %), as ${problems.length} function problems`,
  );
  for (const [reason, of] of Map.groupBy(excluded, (one) => one.reason)) {
    say(`  not converted, ${reason}: ${of.length} (${[...new Set(of.map(({ slug }) => slug))].join(", ")})`);
  }
  say(`  renamed: ${problems.flatMap(({ slug, renamed }) => renamed.map((name) => `${slug} ${name}`)).join(", ")}`);
  return share;
}

await main(async () => {
  const handedOver = handOver();
  if (handedOver !== undefined) return handedOver;
  makeDataFolder();
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const judge = await loadJudge();
  const conversion = convert(join(folder, "problem-specifications"), judge);
  const share = tellConversion(conversion);
  const exercises = options.exercises?.split(",");
  const unknown = exercises?.find((name) => conversion.problems.every(({ slug }) => slug !== name));
  if (unknown) throw new Stop(`No function problem is made of the exercise "${unknown}".`);
  const problems = conversion.problems.filter(({ slug }) => !exercises || exercises.includes(slug));
  const results = resultsIn(options.results ?? join(folder, "results.jsonl"));
  const { startServices } = await import("./lib/services.mjs");
  const services = await startServices({ only: ["launcher"] });
  const sandbox = judge.createLocalSandbox({ socketPath: services.launcher.socket, slots: 1 });
  let refused = 0;
  try {
    const deps = { engine: judge.createContainerEngine("sandbox", sandbox), judge };
    for (const name of tracks) refused += await proveTrack(TRACKS[name], folder, problems, { deps, results });
  } finally {
    await sandbox.close();
    await services.stop();
  }
  return share >= LEAST_SHARE && refused === 0 ? 0 : 1;
});
