/**
 * Submissions of the seed problems get the verdict that their folder names: problems, engine and sandbox together. Of every third
 * problem one is judged that is accepted and one that is not, in turn of all languages and verdicts; `npm run test:seed` judges all of
 * all problems.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import type { JudgeLimits } from "../../src/judge/execution.js";
import { functionPartner } from "../../src/judge/functions/function-partner.js";
import { functionProgram } from "../../src/judge/functions/function-program.js";
import type { FunctionSignature } from "../../src/judge/functions/signature.js";
import { values } from "../../src/judge/checkers/values.js";
import { LANGUAGES } from "../../src/judge/languages/index.js";
import { judge, type JudgeResult } from "../../src/judge/pipeline.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import type { TestSource } from "../../src/judge/test-set.js";
import { startLauncher } from "../support/launcher.js";

const PROBLEMS = join(import.meta.dirname, "../../seed/problems");
const JUDGING_TIMEOUT_MS = 120_000;
const ALL = process.env.SEED_SUBMISSIONS === "all";
/** Every so many problems is judged. Their data is generated for that, which takes as long as judging. */
const SAMPLE = ALL ? 1 : 3;

interface SeedTest {
  name: string;
  sample: boolean;
  input: string;
  output: string;
}

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: cpus().length });
});
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

async function testsOf(problem: string): Promise<TestSource> {
  const data = (await import(pathToFileURL(join(PROBLEMS, problem, "data.mjs")).href)) as { tests(): Iterable<SeedTest> };
  const tests = [...data.tests()].map(({ sample, input, output }) => ({
    sample,
    input: Buffer.from(input),
    output: Buffer.from(output),
  }));
  return { count: tests.length, read: (index) => Promise.resolve(tests[index]!) };
}

/** A machine may be slow or busy. Only programs that are to run out of time have the problem's own limit. */
const ROOM = 4;

function submissionsOf(problem: string, turn: number): [folder: string, file: string][] {
  const root = join(PROBLEMS, problem, "submissions");
  const inTurn = (names: readonly string[]) => names[turn % names.length]!;
  const folders = readdirSync(root);
  const chosen = ALL ? folders : ["accepted", inTurn(folders.filter((folder) => folder !== "accepted"))];
  return chosen.flatMap((folder) => {
    const files = readdirSync(join(root, folder));
    return (ALL ? files : [inTurn(files)]).map((file): [string, string] => [folder, file]);
  });
}

const problems = readdirSync(PROBLEMS)
  .filter((problem) => existsSync(join(PROBLEMS, problem, "problem.json")))
  .filter((_, index) => index % SAMPLE === 0)
  .map((problem, turn): [string, number] => [problem, turn]);

describe.each(problems)("%s", (problem, turn) => {
  const { timeLimitMs, memoryLimitKb, languageLimits, signature } = JSON.parse(
    readFileSync(join(PROBLEMS, problem, "problem.json"), "utf8"),
  ) as JudgeLimits & { languageLimits?: Record<string, Partial<JudgeLimits>>; signature?: Omit<FunctionSignature, "mayFail"> };
  const submissions = submissionsOf(problem, turn);
  const judgings = new Map<string, Promise<JudgeResult>>();
  beforeAll(async () => {
    const tests = await testsOf(problem);
    // All at once: the sandbox gives each its slot in turn.
    for (const [folder, file] of submissions) {
      const language = LANGUAGES.find(({ fileName }) => extname(fileName) === extname(file))!;
      const source = readFileSync(join(PROBLEMS, problem, "submissions", folder, file), "utf8");
      const own = { timeLimitMs, memoryLimitKb, ...languageLimits?.[language.id] };
      const room = folder === "time_limit_exceeded" || process.env.SEED_FIGURES ? 1 : ROOM;
      const limits = { ...own, timeLimitMs: own.timeLimitMs * room };
      const program = signature && functionProgram(language, { signature: { ...signature, mayFail: false }, drivers: {} }, source);
      const judging = judge({
        ...{ engine: createContainerEngine("sandbox", sandbox), language, source, tests, limits },
        ...{ checker: signature ? values : tokens, scorer: createScorer(PASS_FAIL, []) },
        ...(program && { source: program.source, entry: program.entry, partner: functionPartner(program) }),
      });
      judging.catch(() => undefined); // its own test reports it
      judgings.set(`${folder}/${file}`, judging);
    }
  });

  it.each(submissions)(
    "%s/%s",
    async (folder, file) => {
      const result = await judgings.get(`${folder}/${file}`)!;
      if (process.env.SEED_FIGURES) {
        const { verdict, testsPassed, testsTotal, maxCpuMs, maxWallMs, maxMemoryKb } = result;
        process.stderr.write(
          `${JSON.stringify([problem, folder, file, verdict, testsPassed, testsTotal, maxCpuMs, maxWallMs, maxMemoryKb])}\n`,
        );
      }
      const last = result.tests.at(-1);
      expect({
        verdict: result.verdict.toLowerCase(),
        compilerOutput: result.compilerOutput,
        detail: result.detail,
        at: last?.index,
      }).toMatchObject({
        verdict: folder,
        ...(folder === "accepted" ? { detail: null } : {}),
      });
    },
    JUDGING_TIMEOUT_MS,
  );
});
