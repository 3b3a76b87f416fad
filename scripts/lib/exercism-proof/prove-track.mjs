// The reference solutions of one track, function by function.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { say } from "../console.mjs";
import { apartCaseOf, apartOf } from "./apart.mjs";
import { demandsOf } from "./demands.mjs";
import { judged, programOf } from "./judged.mjs";
import { textFilesOf } from "./text-files.mjs";
import { includedCases } from "./tracks.mjs";

/** What the track gives to learners beside the file that they write. */
function givenFiles(folder) {
  const { editor = [] } = JSON.parse(readFileSync(join(folder, ".meta", "config.json"), "utf8")).files;
  return editor.map((path) => ({ path: basename(path), content: readFileSync(join(folder, path), "utf8") }));
}

/** Null if the track has no tests of this function. */
async function proveFunction(track, folder, problem, { deps, results }) {
  const exercise = join(folder, track.name, "exercises", "practice", problem.slug);
  const ids = includedCases(exercise);
  const cases = problem.tests.filter(({ uuid }) => ids.has(uuid));
  if (cases.length === 0) return null;
  const outcome = { label: `${problem.slug}/${problem.property}`, cases: cases.length };
  const apart = apartOf(track, problem);
  if (apart) return { ...outcome, apart };
  const source = track.read(exercise);
  if (!source) return { ...outcome, apart: "the track has no reference solution" };
  const adapter = track.adapterOf(source, problem, { given: givenFiles(exercise), texts: textFilesOf(folder, problem.slug) });
  if (!adapter) return { ...outcome, failed: "no adapter", detail: "" };
  const demandOf = demandsOf(track.name, exercise);
  const tests = cases.map((one) => {
    const demand = demandOf(one.descriptions);
    return { ...one, demand, apart: apartCaseOf(track, problem, one, demand) };
  });
  const program = programOf(deps.judge, track, problem, adapter, tests);
  const known = results.get(program.key);
  const result = known ?? (await judged(deps, program, adapter, tests));
  if (!known) results.add(program.key, result);
  return { ...outcome, call: adapter.call, known: known !== undefined, comparison: program.comparison, ...result };
}

/** A track takes minutes: each new outcome is shown at once. */
function tell({ label, cases, call, known, apart, apartCases = [], failed, detail }) {
  if (apart || (known && !failed)) return;
  const cut = apartCases.length > 0 ? `, ${apartCases.length} of them apart` : "";
  say(
    `  ${failed ? "✗" : "✓"} ${label}, ${cases} cases${cut}${failed ? `: ${failed}. ${detail}\n      ${(call ?? "").replaceAll("\n", "; ")}` : ""}`,
  );
}

/** Returns how many functions were not accepted. */
export async function proveTrack(track, folder, problems, context) {
  if (!existsSync(join(folder, track.name))) return 0;
  const outcomes = [];
  for (const problem of problems) {
    const outcome = await proveFunction(track, folder, problem, context);
    if (!outcome) continue;
    outcomes.push(outcome);
    tell(outcome);
  }
  report(track, outcomes);
  return outcomes.filter(({ failed }) => failed).length;
}

const casesOf = (list) => list.reduce((total, { cases, apartCases = [] }) => total + cases - apartCases.length, 0);

function report({ name }, outcomes) {
  const apart = outcomes.filter((one) => one.apart);
  const counted = outcomes.filter((one) => !one.apart);
  const accepted = counted.filter(({ failed }) => !failed);
  say(`\n${name}: ${accepted.length} of ${counted.length} functions accepted (${casesOf(accepted)} of ${casesOf(counted)} cases)`);
  for (const [reason, of] of Map.groupBy(
    counted.filter(({ failed }) => failed),
    ({ failed }) => failed,
  )) {
    say(`  ✗ ${reason}: ${of.length} (${casesOf(of)} cases)`);
  }
  for (const { label, comparison } of accepted)
    if (comparison) say(`  ≈ ${label}: ${JSON.stringify(comparison.parameters)}, ${comparison.why}`);
  for (const { label, apartCases } of counted)
    for (const [reason, of] of Map.groupBy(apartCases ?? [], (one) => one)) say(`  − ${label}, ${of.length} cases: ${reason}`);
  say(`  apart: ${apart.length} functions (${casesOf(apart)} cases)`);
  for (const [reason, of] of Map.groupBy(apart, (one) => one.apart)) {
    say(`  − ${reason}: ${of.length} (${casesOf(of)} cases): ${of.map(({ label }) => label).join(", ")}`);
  }
}
