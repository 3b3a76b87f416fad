import { workersLanguage } from "../../../../judge/languages/index.js";
import { runOnce } from "../../../../judge/run-once.js";
import type { ExecutionEngine } from "../../../../judge/engines/engine.js";
import { withChecker, type CheckingDependencies } from "../worker/checking.js";
import { judgedProgram } from "../worker/judged-program.js";
import { RUN_BUDGET_MS, runPatienceMs, type RunCodeRequest, type RunCodeResult } from "./run-code.job.js";

/**
 * Runs in the worker: compiles once, then runs each input in turn. Nothing is stored or counted. Rejects with a TimeoutError when the
 * caller no longer waits.
 */
export async function runCodeCases(
  { engine, ...deps }: CheckingDependencies & { engine: ExecutionEngine },
  {
    language: languageId,
    source,
    limits,
    checkerId,
    checkerParameters = {},
    checkerProgram = null,
    cases,
    files = [],
    signature,
    drivers,
    includedFiles,
    ...interaction
  }: RunCodeRequest,
): Promise<RunCodeResult> {
  const language = workersLanguage(languageId);
  const { interactor = null, checksInteractorOutput = false, passes = 1 } = interaction;
  const problem = { checker: checkerId, checkerParameters, checkerProgram, interactor, checksInteractorOutput, passes };
  const inputs = cases.map(({ input, expected, checkerArguments }) => ({
    input: Buffer.from(input),
    expected: expected === null ? undefined : Buffer.from(expected),
    checkerArguments,
  }));
  const program = judgedProgram(language, { signature, drivers, includedFiles }, { source, files });
  const signal = AbortSignal.timeout(runPatienceMs(limits));
  const { compiled, compilerOutput, runs } = await withChecker(deps, problem, signal, (judges) =>
    runOnce({ engine, artifacts: deps.artifacts, inputs, limits, ...judges, ...program, language, budgetMs: RUN_BUDGET_MS, signal }),
  );
  return {
    compiled,
    compilerOutput,
    cases: runs.map(({ message, detail, ...run }, index) => ({ ...cases[index]!, ...run, detail: detail ?? message })),
  };
}
