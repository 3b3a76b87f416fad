// Judgements as the worker writes them: results of each test up to the first failure, times, memory, toolchain and timeline.
import { SAMPLES } from "./catalog.mjs";
import { program } from "./words.mjs";

/** By use, with two versions: the installation was updated halfway. */
const LANGUAGES = [
  { id: "python", weight: 45, toolchains: ["Python 3.11.2", "Python 3.12.4"], factor: 3, compileMs: 20 },
  { id: "cpp17", weight: 25, toolchains: ["g++ 12.2.0", "g++ 13.3.0"], factor: 0.3, compileMs: 700 },
  { id: "java17", weight: 15, toolchains: ["openjdk 17.0.11", "openjdk 17.0.13"], factor: 1.5, compileMs: 900 },
  { id: "javascript", weight: 10, toolchains: ["Node.js v22.11.0", "Node.js v24.21.0"], factor: 1.2, compileMs: 5 },
  { id: "go", weight: 5, toolchains: ["go1.22.1", "go1.24.0"], factor: 0.4, compileMs: 500 },
];
const CHOICES = LANGUAGES.flatMap((language) => Array.from({ length: language.weight }, () => language));
const SOURCES_PER_LANGUAGE = 400;

const sourcesOf = (random) =>
  new Map(LANGUAGES.map(({ id }) => [id, Array.from({ length: SOURCES_PER_LANGUAGE }, () => program(random, id))]));
const FAILED_IN_A_TEST = ["WRONG_ANSWER", "TIME_LIMIT_EXCEEDED", "RUNTIME_ERROR", "MEMORY_LIMIT_EXCEEDED", "OUTPUT_LIMIT_EXCEEDED"];
const DETAILS = { TIME_LIMIT_EXCEEDED: "CPU", RUNTIME_ERROR: "1" };
const COMPILER_OUTPUT =
  "main: In function 'solve':\nmain:12:5: error: expected ';' before 'return'\n   12 |     return total\n      |     ^~~~~~";

/** Returns a function that writes one submission with its judgement, and tells what other tables need of it. */
export function createJudgementWriter(random, writer, { startMs, untilMs }) {
  const sources = sourcesOf(random);
  const halfwayMs = (startMs + untilMs) / 2;

  /** Ran up to the first failure. */
  function testsOf({ tests, timeLimitMs }, verdict, language) {
    const failed = FAILED_IN_A_TEST.includes(verdict) ? random.int(0, tests - 1) : -1;
    const ran = verdict === "ACCEPTED" ? tests : failed + 1;
    const [base, memory] = [Math.ceil(random.logNormal(12 * language.factor, 0.6)), random.int(3000, 30_000)];
    const results = [];
    for (let index = 0; index < ran; index++) {
      const one = index === failed ? verdict : "ACCEPTED";
      const cpuMs = one === "TIME_LIMIT_EXCEEDED" ? timeLimitMs + random.int(1, 20) : Math.min(timeLimitMs, base + random.int(0, base));
      const sample =
        index < SAMPLES
          ? {
              input: "3\n1 2 3\n",
              expected: "6\n",
              actual: one === "ACCEPTED" ? "6\n" : "5\n",
              stderr: "",
              message: null,
              transcript: null,
            }
          : null;
      results.push({
        index,
        verdict: one,
        detail: one === "ACCEPTED" ? null : (DETAILS[one] ?? null),
        cpuMs,
        wallMs: cpuMs + random.int(1, 5),
        peakMemoryKb: memory + random.int(0, 500),
        sample,
      });
    }
    return { results, failed };
  }

  const most = (results, name) => (results.length > 0 ? results.reduce((max, one) => Math.max(max, one[name]), 0) : null);

  return ({ user, problem, verdict, atMs, finishNumber }) => {
    const language = random.pick(CHOICES);
    const toolchain = language.toolchains[Number(atMs > halfwayMs)];
    const source = `${random.pick(sources.get(language.id))}\n${language.id === "python" ? "#" : "//"} ${random.hex(12)}\n`;
    const { results, failed } = testsOf(problem, verdict, language);
    const isJudged = verdict !== "CANCELLED";
    const isCompiled = isJudged && verdict !== "COMPILATION_ERROR" && verdict !== "SYSTEM_ERROR";
    const [queuedMs, compileMs] = [random.int(2, 400), Math.ceil(language.compileMs * (0.8 + random.real()))];
    const runMs = results.reduce((sum, { wallMs }) => sum + wallMs, 0);
    const finishedMs = atMs + (isJudged ? queuedMs + compileMs + runMs + 30 : 5000);
    const [submissionId, judgementId] = [random.id(atMs), random.id(atMs)];
    const [at, finished] = [new Date(atMs), new Date(finishedMs)];
    const [cpuMs, peakMemoryKb] = [most(results, "cpuMs"), most(results, "peakMemoryKb")];
    const failedTest =
      failed >= SAMPLES
        ? {
            index: failed,
            difference: null,
            input: `${random.int(1, 1e6)}\n`,
            expected: `${random.int(1, 1e6)}\n`,
            actual: "0\n",
            stderr: "",
          }
        : null;
    writer.add("submissions", submissionId, user.id, problem.id, language.id, source, source.length, at);
    writer.add(
      "judgements",
      ...[
        judgementId,
        submissionId,
        problem.testSetId,
        isJudged ? 1 : null,
        "FINISHED",
        verdict,
        isJudged ? 1 : 0,
        isJudged ? "generated" : null,
        at,
      ],
      ...[isJudged ? new Date(atMs + queuedMs) : null, finished, user.id, finishNumber, failed < 0 ? null : (DETAILS[verdict] ?? null)],
      ...[verdict === "COMPILATION_ERROR" ? COMPILER_OUTPUT : null, isJudged ? problem.tests : 0, results.length - Number(failed >= 0)],
      ...[cpuMs, most(results, "wallMs"), peakMemoryKb, results, failedTest, isCompiled ? toolchain : null],
      isJudged ? { queuedMs, prepareMs: 2, compileMs, runMs, checkMs: results.length } : null,
    );
    return { submissionId, judgementId, language: language.id, toolchain: isCompiled ? toolchain : null, cpuMs, peakMemoryKb, finishedMs };
  };
}
