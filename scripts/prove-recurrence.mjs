/**
 * `npm run prove:recurrence -- <icalrecur_test.txt>`: recurrence rules against the vectors of libical (src/test/icalrecur_test.txt of
 * libical/libical, which is fetched to run this and not kept here). Expands every rule with FREQ DAILY, WEEKLY or MONTHLY that has
 * instances. Exits with 1 if one differs; development only.
 */
import { readFileSync } from "node:fs";
import { build } from "./lib/build.mjs";
import { say, step, Stop } from "./lib/console.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

const FREQUENCIES = /FREQ=(DAILY|WEEKLY|MONTHLY)/;

const blocksOf = (text) =>
  text.split(/\n\s*\n/).map((block) =>
    Object.fromEntries(
      block
        .split("\n")
        .filter((line) => /^[A-Z-]+:/.test(line))
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
    ),
  );

const written = (basic) =>
  basic.replace(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?.*$/, (_, y, m, d, h = "00", n = "00") => `${y}-${m}-${d}T${h}:${n}`);

await main(async () => {
  const code = await handOver();
  if (code !== undefined) return code;
  const [file] = process.argv.slice(2);
  if (!file) throw new Stop("Name the file: npm run prove:recurrence -- path/to/icalrecur_test.txt");
  await step("Program", build);
  const { expandRule } = await import(inRoot("dist", "modules", "community", "interviews", "availability", "recurrence.js"));
  const vectors = blocksOf(readFileSync(file, "utf8")).filter(({ RRULE = "" }) => FREQUENCIES.test(RRULE));
  const compared = vectors.filter(({ INSTANCES = "" }) => /^\d/.test(INSTANCES));
  let wrong = 0;
  for (const { RRULE: rule, DTSTART, INSTANCES } of compared) {
    // Of a date, RFC 5545 (3.3.10) ignores parts of the time.
    const RRULE = DTSTART.includes("T") ? rule : rule.replace(/;BY(HOUR|MINUTE|SECOND)=[\d,]+/g, "");
    const expected = INSTANCES.split(",").map(written);
    let found;
    try {
      found = expandRule(written(DTSTART), RRULE, expected.length + 1);
    } catch (error) {
      found = [error.message];
    }
    // Rules without an end are cut in the file.
    const isEndless = !/COUNT|UNTIL/.test(RRULE);
    if ((isEndless ? found.slice(0, expected.length) : found).join() === expected.join()) continue;
    wrong++;
    say(`${RRULE} from ${DTSTART}: ${found.slice(0, 8).join(" ")} instead of ${expected.slice(0, 8).join(" ")}`);
  }
  say(
    `${compared.length - wrong} of ${compared.length} rules right; ${vectors.length - compared.length} of these frequencies have no instances to compare.`,
  );
  return wrong > 0 ? 1 : 0;
});
