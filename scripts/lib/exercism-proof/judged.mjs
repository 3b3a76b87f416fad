// Runs one function of a solution in the sandbox, as a submission, and judges strictly what it returns for each case.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../paths.mjs";
import { comparisonOf } from "./comparisons.mjs";

const LIMITS = { timeLimitMs: 30_000, memoryLimitKb: 524_288 };
const FAILURE = '{"error":true}';
const QUOTED = 70;
/** Raised by an adapter where the track's function returns a value in place of a failure. */
const AS_VALUE = "FailsAsValue";

/** What a solution in Go has of 1.20 to 1.22. */
const NEWER =
  /^example\.go:[^\n]*(?:could not import (?:slices|maps|cmp|math\/rand\/v2) |undefined: (?:min|max|clear|errors\.Join)$|cannot range over .* \((?:.* of type int|untyped int constant.*)\))/m;

const built = inRoot("dist", "judge");
const load = (...path) => import(join(built, ...path));

function versionOfJudge() {
  const hash = createHash("sha256");
  for (const name of readdirSync(built, { recursive: true }).sort()) {
    if (name.endsWith(".js")) hash.update(readFileSync(join(built, name)));
  }
  return hash.digest("hex");
}

export async function loadJudge() {
  return {
    version: versionOfJudge(),
    ...(await load("functions", "signature.js")),
    ...(await load("functions", "function-tests.js")),
    ...(await load("functions", "function-program.js")),
    ...(await load("functions", "function-partner.js")),
    ...(await load("languages", "index.js")),
    ...(await load("checkers", "values.js")),
    ...(await load("run-once.js")),
    ...(await load("sandbox", "local-sandbox.js")),
    ...(await load("engines", "container-engine.js")),
  };
}

/** What a run of one function depends on, as a program and as a key of its result. */
export function programOf(judge, track, problem, adapter, tests) {
  const language = judge.findLanguage(track.language);
  const program = judge.functionProgram(language, { signature: problem.signature, drivers: {} }, adapter.source);
  const comparison = comparisonOf(track, problem);
  const held = [
    judge.version,
    LIMITS,
    language.id,
    program.source,
    program.entry.content.toString(),
    adapter.files,
    tests,
    comparison?.parameters,
  ];
  return { language, program, comparison, key: createHash("sha256").update(JSON.stringify(held)).digest("hex") };
}

/** An outcome with `failed`, or with the cases that are accepted and those that are apart. */
export async function judged({ engine, judge }, { language, program, comparison }, adapter, tests) {
  const { compiled, compilerOutput, runs } = await judge.runOnce({
    ...{ engine, language, source: program.source, entry: program.entry, limits: LIMITS, checker: judge.values },
    files: adapter.files.map(({ path, content }) => ({ path, content: Buffer.from(content) })),
    ...{ partner: judge.functionPartner(program), inputs: tests.map(({ input }) => ({ input: Buffer.from(input) })) },
  });
  if (!compiled) {
    if (NEWER.test(compilerOutput)) return { apart: "needs a newer version of the language" };
    return { failed: "does not compile with the adapter", detail: compilerOutput.slice(0, 400) };
  }
  const faults = tests.map((test, at) => faultOf(judge, test, runs[at], comparison));
  const apartCases = faults.flatMap((fault, at) => (fault === null ? [] : (tests[at].apart ?? [])));
  const bad = faults.findIndex((fault, at) => fault !== null && tests[at].apart === null);
  if (bad < 0) return { apartCases };
  return { failed: faults[bad].failed, detail: `${tests[bad].descriptions.join(" / ")}: ${faults[bad].detail}`, apartCases };
}

/** Null if the run is right. */
function faultOf(judge, { output, demand }, run, comparison) {
  if (!run) return { failed: "was not run", detail: "" };
  const expected = output.trim();
  if (run.result === null) return { failed: "fails, or has another type", detail: whyNoResult(run) };
  const { ok } = judge.values.check(
    { input: Buffer.alloc(0), expected: Buffer.from(output), actual: Buffer.from(run.result) },
    comparison?.parameters,
  );
  if (!ok)
    return {
      failed: "returns something else",
      detail: `${run.result.slice(0, QUOTED)} for ${expected.slice(0, QUOTED)}. ${lastLine(run.stderr)}`,
    };
  return expected === FAILURE ? faultOfFailure(demand, run.stderr) : null;
}

function faultOfFailure(demand, stderr) {
  const line = /^RAISED (.*)$/m.exec(stderr)?.[1];
  const wrong = (detail) => ({ failed: "does not fail as the track's tests demand", detail });
  if (!line) return wrong(`no exception of the solution: ${lastLine(stderr)}`);
  const [types, message] = JSON.parse(line);
  const isValue = types.includes(AS_VALUE);
  if (isValue === demand.raises) return wrong(`${types[0]}: ${message}, but the tests expect ${demand.raises ? "a failure" : "none"}`);
  if (isValue) return null;
  if (demand.types.length > 0 && !demand.types.some((type) => types.includes(type)))
    return wrong(`${types[0]} for ${demand.types.join(" or ")}`);
  if (demand.messages.length > 0 && !demand.messages.some((one) => message.includes(one)))
    return wrong(`"${message}" for "${demand.messages.join('" or "')}"`);
  return null;
}

const lastLine = (text) =>
  text
    .trim()
    .split("\n")
    .at(-1)
    .slice(0, 2 * QUOTED);

function whyNoResult({ message, stderr, verdict, detail }) {
  const ofAdapter = stderr.split("\n").find((line) => line.includes("adapter:"));
  return message ?? ofAdapter ?? `${verdict} ${detail ?? ""} ${lastLine(stderr)}`;
}
