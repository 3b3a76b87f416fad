import { filesOf } from "../../../../judge/compilation.js";
import { workersLanguage } from "../../../../judge/languages/index.js";
import type { ArtifactCache } from "../../../../judge/artifact-cache.js";
import { checkerWith } from "../../../../judge/checkers/index.js";
import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import { runOnce } from "../../../../judge/run-once.js";
import type { ExecutionEngine } from "../../../../judge/engines/engine.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { GROWTH_INPUT_MAX_BYTES, type measureGrowth } from "./measure-growth.job.js";

type Request = PayloadOf<typeof measureGrowth>;
type Result = PayloadOf<typeof measureGrowth.result>;

const BUDGET_MS = 20_000;
const PATIENCE_MS = 90_000;

/** Runs in the worker. First makes all inputs, then runs the program on them. */
export async function measure(
  { engine, runner, artifacts }: { engine: ExecutionEngine; runner: ProgramRunner; artifacts: ArtifactCache },
  { language: languageId, source, includedFiles = [], limits, generator, calls }: Request,
): Promise<Result> {
  const language = workersLanguage(languageId);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const inputs = await runner.with(generator, { signal }, async (run) => {
    const made: Buffer[] = [];
    for (const words of calls) {
      const { exitCode, stdout } = await run({ arguments: words, stdin: Buffer.alloc(0) });
      if (exitCode !== 0 || stdout.length > GROWTH_INPUT_MAX_BYTES) break;
      made.push(stdout);
    }
    return made;
  });
  const files = filesOf({ files: includedFiles });
  const request = { engine, language, source, files, artifacts, limits, checker: checkerWith("tokens", {}), budgetMs: BUDGET_MS, signal };
  const { runs } = await runOnce({ ...request, inputs: inputs.map((input) => ({ input })), textBytes: 1 });
  return { runs: runs.map(({ cpuMs, verdict }, index) => ({ bytes: inputs[index]!.length, cpuMs, ended: verdict === null })) };
}
