import type { ArtifactCache } from "../../../../judge/artifact-cache.js";
import { checkerWith } from "../../../../judge/checkers/index.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { runOnce } from "../../../../judge/run-once.js";
import type { Sandbox } from "../../../../judge/sandbox/sandbox.js";
import { RUN_BUDGET_MS, type RunCodeRequest, type RunCodeResult } from "./run-code.job.js";

/** Runs in the worker: compiles once, then runs each input in turn. Nothing is stored or counted. */
export async function runCodeCases(
  { sandbox, artifacts }: { sandbox: Sandbox; artifacts: ArtifactCache },
  { language: languageId, source, limits, checkerId, checkerParameters = {}, cases }: RunCodeRequest,
): Promise<RunCodeResult> {
  const language = findLanguage(languageId);
  if (!language) throw new Error(`This worker does not know the language ${languageId}.`);
  const checker = checkerWith(checkerId, checkerParameters);
  const inputs = cases.map(({ input, expected }) => ({
    input: Buffer.from(input),
    expected: expected === null ? undefined : Buffer.from(expected),
  }));
  const { compiled, compilerOutput, runs } = await runOnce({
    sandbox,
    language,
    source,
    artifacts,
    inputs,
    limits,
    checker,
    budgetMs: RUN_BUDGET_MS,
  });
  return {
    compiled,
    compilerOutput,
    cases: runs.map(({ message, detail, ...run }, index) => ({ ...cases[index]!, ...run, detail: detail ?? message })),
  };
}
