import { checkerWith } from "../../../../judge/checkers/index.js";
import { LANGUAGES } from "../../../../judge/languages/index.js";
import { HELLO } from "../../../../judge/languages/language.js";
import { runOnce, type RunOnceResult } from "../../../../judge/run-once.js";
import { EngineCannot, type ExecutionEngine } from "../../../../judge/engines/engine.js";
import { Verdict } from "../../../../judge/verdict.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

const LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 1_048_576 };
/** A Judge0 allows 512,000 KiB unless its operator allows more, with the memory of the runtime. */
const REMOTE_LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 262_144 };

/** The engine does not have the language. */
function lacking(error: unknown): RunOnceResult {
  if (error instanceof EngineCannot) return { compiled: false, compilerOutput: error.message, runs: [] };
  throw error;
}

/**
 * Compiles and runs a hello program in every language; returns the ids of those that work. Also loads the toolchains into
 * the page cache: the kernel charges a file's pages to the first reader, which should not be a learner's program.
 */
export async function warmUp(engine: ExecutionEngine, log: Logger): Promise<Set<string>> {
  const checker = checkerWith("exact", {});
  const inputs = [{ input: Buffer.alloc(0), expected: Buffer.from(HELLO) }];
  const works = new Set<string>();
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const request = {
        engine,
        language,
        source: language.hello,
        inputs,
        limits: engine.name === "judge0" ? REMOTE_LIMITS : LIMITS,
        checker,
      };
      const { compilerOutput, runs } = await runOnce(request).catch(lacking);
      if (runs[0]?.verdict === Verdict.ACCEPTED) works.add(language.id);
      else
        log.error(
          { language: language.id, compilerOutput, verdict: runs[0]?.verdict, detail: runs[0]?.detail },
          "a language does not work on this worker",
        );
    }),
  );
  return works;
}
