/**
 * `npm run prove:time-zones`: deadlines against Python's zoneinfo. For each zone that Python knows, and each clock change of 2024 to 2030
 * that either side knows, it compares wall clock times one minute before, at the start, in the middle, at the last minute and at the end of
 * the gap or fold: fold=0 with COMPATIBLE, fold=1 with EARLIER in gaps and LATER in folds. Needs python3; development only.
 *
 * Prints both releases of tzdata and every difference by zone. Exits with 1 if there is a difference although the releases are the same.
 */
import { spawnSync } from "node:child_process";
import { build } from "./lib/build.mjs";
import { say, step, Stop } from "./lib/console.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

const FIRST_MS = Date.UTC(2024, 0, 1);
const END_MS = Date.UTC(2031, 0, 1);

function transitionsOf(zone, Temporal) {
  const found = [];
  let at = Temporal.Instant.fromEpochMilliseconds(FIRST_MS).toZonedDateTimeISO(zone);
  while ((at = at.getTimeZoneTransition("next")) && at.epochMilliseconds < END_MS) found.push(at.epochMilliseconds / 1000);
  return found;
}

const localText = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19);

/** Differences of one zone, as texts. */
function differencesIn(zone, cases, { instantOf, occurrenceOf }) {
  return cases.flatMap(([seconds, fold0, fold1]) => {
    const local = localText(seconds);
    const occurrence = occurrenceOf({ zone, local });
    const second = { ONCE: "COMPATIBLE", SKIPPED: "EARLIER", REPEATED: "LATER" }[occurrence];
    const ours = ["COMPATIBLE", second].map((disambiguation) => instantOf({ zone, local, disambiguation }).getTime() / 1000);
    return [fold0, fold1].flatMap((expected, fold) =>
      ours[fold] === expected ? [] : [`${local} fold=${fold}: ${localText(ours[fold])}Z here, ${localText(expected)}Z there`],
    );
  });
}

await main(async () => {
  const code = await handOver();
  if (code !== undefined) return code;
  await step("Program", build);
  const wallTime = await import(inRoot("dist", "kernel", "wall-time.js"));
  const { Temporal } = await import("temporal-polyfill");
  const transitions = Object.fromEntries(Intl.supportedValuesOf("timeZone").map((zone) => [zone, transitionsOf(zone, Temporal)]));
  const script = inRoot("scripts", "lib", "time-zones-proof", "reference.py");
  const { status, stdout, stderr, error } = spawnSync("python3", [script], {
    input: JSON.stringify({ transitions }),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error || status !== 0) throw new Stop(`python3 failed: ${error?.message ?? stderr}`);
  const [{ python, tzdata }, ...zones] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  say(`Here: Node ${process.version}, tzdata ${process.versions.tz}. There: Python ${python}, tzdata ${tzdata}.`);
  let compared = 0;
  let changes = 0;
  const unknown = [];
  const differing = [];
  for (const [zone, count, cases] of zones) {
    if (!wallTime.isZone(zone)) {
      unknown.push(zone);
      continue;
    }
    changes += count;
    compared += 2 * cases.length;
    const differences = differencesIn(zone, cases, wallTime);
    if (differences.length > 0) differing.push({ zone, differences });
  }
  say(`${zones.length - unknown.length} zones, ${changes} clock changes, ${compared} wall clock times compared.`);
  if (unknown.length > 0) say(`Zones that only Python has: ${unknown.join(", ")}.`);
  for (const { zone, differences } of differing) say(`${zone}: ${differences.length} differ, the first: ${differences[0]}`);
  say(differing.length === 0 ? "No difference." : `Zones that differ: ${differing.length}.`);
  return differing.length > 0 && tzdata === process.versions.tz ? 1 : 0;
});
