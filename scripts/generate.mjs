// `npm run generate -- --people 10000 --submissions 1000000 --problems 500`: fills an empty database with the data of a big installation,
// for benchmarks and trials. Writes to the embedded database of a running npm start, or to the one that --database names.
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { say, step, Stop } from "./lib/console.mjs";
import { targetUrl } from "./lib/generator/target.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";

const text = { type: "string" };
const options = {
  ...{ people: text, submissions: text, problems: text, quizzes: text, "quiz-attempts": text, tracks: text, "lessons-of-largest": text },
  ...{ seed: text, until: text, database: text, password: text },
};

/** Numbers that may be asked for. */
const MOST = {
  people: 1_000_000,
  submissions: 20_000_000,
  problems: 60_000,
  quizzes: 10_000,
  "quiz-attempts": 10_000_000,
  tracks: 5000,
  "lessons-of-largest": 2000,
};
const LEAST = { people: 100, submissions: 0, problems: 40, quizzes: 0, "quiz-attempts": 0, tracks: 0, "lessons-of-largest": 0 };
const DEFAULTS = { people: 2000, submissions: 100_000, problems: 500, quizzes: 60, tracks: 40, "lessons-of-largest": 500 };

function numbersOf(values) {
  const read = (name, fallback) => {
    const number = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isInteger(number) || number < LEAST[name] || number > MOST[name])
      throw new Stop(`--${name} is a whole number from ${LEAST[name]} to ${MOST[name]}.`);
    return number;
  };
  const given = Object.fromEntries(Object.entries(DEFAULTS).map(([name, fallback]) => [name, read(name, fallback)]));
  const { "lessons-of-largest": lessonsOfLargest, ...rest } = given;
  return { ...rest, lessonsOfLargest, quizAttempts: read("quiz-attempts", given.people * 2) };
}

/** The end of the generated history: today, or a fixed day that makes two runs equal. */
function endOf(day) {
  const until = new Date(`${day ?? new Date().toISOString().slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(until.getTime())) throw new Stop("--until is a day: 2026-01-31.");
  return until;
}

await main(async () => {
  const code = await handOver();
  if (code !== undefined) return code;
  const { values } = parseArgs({ options });
  const wanted = { ...numbersOf(values), seed: values.seed ?? "1", until: endOf(values.until), password: values.password };
  const url = targetUrl(values.database);
  await step("Program", build);
  const { generate } = await import("./lib/generator/generate.mjs");
  await step("Data", async (detail) => {
    const counts = await generate(url, wanted, detail);
    for (const [table, count] of Object.entries(counts)) say(`  ${table}: ${count}`);
  });
});
