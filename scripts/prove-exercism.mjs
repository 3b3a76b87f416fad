/**
 * `npm run prove:exercism -- FOLDER [track…]`: function problems against what Exercism has published. FOLDER has checkouts of
 * exercism/problem-specifications and of any of its tracks python, javascript, go and java, whose files are not part of this repository:
 *
 *   problem-specifications   each case with flat inputs (scalars and lists of them) becomes a test of a function problem; what does not is
 *                            counted by reason
 *   a track                  the reference solution of each exercise runs in the sandbox on the cases that the track has tests for. An adapter
 *                            gives its function our name and our types. Each that is not accepted is listed
 *
 * Exits with 1 if fewer than 95 % of the cases with flat inputs are converted.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { convert } from "./lib/exercism-proof/convert.mjs";
import { includedCases, referencesOf, TRACKS } from "./lib/exercism-proof/tracks.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

const [folder, ...asked] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, "problem-specifications"))) {
  console.error("Usage: npm run prove:exercism -- FOLDER [track…]");
  process.exit(2);
}

const CANDIDATES_MAX = 4;
const LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 524_288 };
/** How results are compared, strictest first. */
const COMPARISONS = [
  ["equal", {}],
  ["in any order", { unorderedLevels: 2 }],
  ["rounded", { absoluteTolerance: 0.01 }],
];

/** Go 1.20 to 1.22. */
const NEWER =
  /could not import (?:slices|maps|cmp|math\/rand\/v2) |undefined: (?:min|max|clear|errors\.Join)$|cannot range over .* \((?:.* of type int|untyped int constant.*)\)/m;

const load = (...path) => import(inRoot("dist", "judge", ...path));

function counted(list, keyOf) {
  return [...Map.groupBy(list, keyOf)].map(([key, of]) => [key, of.length]).sort(([, a], [, b]) => b - a);
}

async function runReference({ engine, judge }, languageId, problem, candidate, tests) {
  const language = judge.findLanguage(languageId);
  const program = judge.functionProgram(language, { signature: problem.signature, drivers: {} }, candidate.source);
  const files = candidate.files.map(({ path, content }) => ({ path, content: Buffer.from(content) }));
  const { compiled, compilerOutput, runs } = await judge.runOnce({
    ...{ engine, language, source: program.source, entry: program.entry, files, limits: LIMITS, checker: judge.values },
    ...{ partner: judge.functionPartner(program), inputs: tests.map(({ input }) => ({ input: Buffer.from(input) })) },
  });
  if (!compiled) {
    const isNewer = NEWER.test(compilerOutput);
    return {
      failed: isNewer ? "needs a newer version of the language" : "does not compile with the adapter",
      detail: compilerOutput.split("\n")[0],
    };
  }
  for (const [how, parameters] of COMPARISONS) {
    const bad = tests.findIndex(({ output }, index) => {
      const { result } = runs[index] ?? {};
      return (
        result == null ||
        !judge.values.check({ input: Buffer.alloc(0), expected: Buffer.from(output), actual: Buffer.from(result) }, parameters).ok
      );
    });
    if (bad < 0) return { how };
    const run = runs[bad];
    if (how === COMPARISONS.at(-1)[0]) {
      const reason =
        run?.result == null
          ? (run?.message ??
            run?.stderr
              .trim()
              .split("\n")
              .find((line) => line.includes("adapter:")) ??
            run?.stderr.trim().split("\n").at(-1) ??
            "no run")
          : `${run.result.slice(0, 60)} for ${tests[bad].output.trim().slice(0, 60)}`;
      const isUnfit = reason.includes("adapter:");
      const failed = isUnfit
        ? "has types that the adapter does not convert"
        : run?.result == null
          ? "fails, or returns another type"
          : "returns something else";
      return { failed, detail: reason, at: bad };
    }
  }
}

/** A track takes minutes: each outcome is shown at once. */
function tell(outcome) {
  const { label, name, tests, failed, detail } = outcome;
  say(`  ${failed ? "✗" : "✓"} ${label}, ${tests} cases${name ? ` (${name})` : ""}${failed ? `: ${failed}. ${detail}` : ""}`);
  return outcome;
}

async function proveTrack(name, track, problems, deps) {
  const outcomes = [];
  for (const problem of problems) {
    const exercise = join(folder, name, "exercises", "practice", problem.slug);
    const references = referencesOf(track, exercise, problem);
    if (!references) continue;
    const ids = includedCases(exercise);
    const tests = problem.tests.filter(({ uuid }) => ids.has(uuid));
    if (tests.length === 0) continue;
    const label = `${problem.slug}/${problem.property}`;
    if (references.length === 0) {
      outcomes.push(tell({ label, tests: tests.length, failed: "no function of these types", detail: "" }));
      continue;
    }
    let best = null;
    for (const candidate of references.slice(0, CANDIDATES_MAX)) {
      // One of another name is rarely the one: two cases tell.
      if (best && candidate.rank === 2 && (await runReference(deps, track.languages[0], problem, candidate, tests.slice(0, 2))).failed)
        continue;
      const outcome = {
        label,
        tests: tests.length,
        name: candidate.name,
        rank: candidate.rank,
        ...(await runReference(deps, track.languages[0], problem, candidate, tests)),
      };
      if (!best || !outcome.failed || (best.at ?? -1) < (outcome.at ?? -1)) best = outcome;
      if (!outcome.failed) break;
    }
    outcomes.push(tell(best));
  }
  const accepted = outcomes.filter(({ failed }) => !failed);
  const sum = (list) => list.reduce((total, { tests }) => total + tests, 0);
  say(`\n${name}: ${accepted.length} of ${outcomes.length} functions accepted (${sum(accepted)} of ${sum(outcomes)} cases)`);
  for (const [how, count] of counted(accepted, ({ how }) => how)) say(`  ${how}: ${count}`);
  say(
    `  under another name: ${accepted
      .filter(({ rank }) => rank > 0)
      .map(({ label, name: own }) => `${label} → ${own}`)
      .join(", ")}`,
  );
  for (const [reason, of] of Map.groupBy(
    outcomes.filter(({ failed }) => failed),
    ({ failed }) => failed,
  )) {
    say(`  ${reason}: ${of.length} (${sum(of)} cases)`);
  }
}

await main(async () => {
  const handedOver = handOver();
  if (handedOver !== undefined) return handedOver;
  makeDataFolder();
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const judge = {
    ...(await load("functions", "signature.js")),
    ...(await load("functions", "function-tests.js")),
    ...(await load("functions", "function-program.js")),
    ...(await load("functions", "function-partner.js")),
    ...(await load("languages", "index.js")),
    ...(await load("checkers", "values.js")),
    ...(await load("run-once.js")),
  };
  const { counts, problems, excluded } = convert(join(folder, "problem-specifications"), judge);
  const converted = problems.reduce((sum, { tests }) => sum + tests.length, 0);
  const share = converted / counts.flat;
  say(
    `${counts.sets} sets, ${counts.cases} cases, ${counts.flat} with flat inputs: ${converted} converted (${(100 * share).toFixed(1)} %), as ${problems.length} function problems`,
  );
  for (const [reason, count] of counted(excluded, ({ reason }) => reason)) {
    say(
      `  not converted, ${reason}: ${count} (${[...new Set(excluded.filter((one) => one.reason === reason).map(({ slug }) => slug))].join(", ")})`,
    );
  }
  say(`  renamed: ${problems.flatMap(({ slug, renamed }) => renamed.map((name) => `${slug} ${name}`)).join(", ")}`);
  const { createLocalSandbox } = await load("sandbox", "local-sandbox.js");
  const { createContainerEngine } = await load("engines", "container-engine.js");
  const { startServices } = await import("./lib/services.mjs");
  const services = await startServices({ only: ["launcher"] });
  const sandbox = createLocalSandbox({ socketPath: services.launcher.socket, slots: 1 });
  try {
    for (const [name, track] of Object.entries(TRACKS)) {
      if (existsSync(join(folder, name)) && (asked.length === 0 || asked.includes(name)))
        await proveTrack(name, track, problems, { engine: createContainerEngine("sandbox", sandbox), judge });
    }
  } finally {
    await sandbox.close();
    await services.stop();
  }
  return share >= 0.95 ? 0 : 1;
});
