import { checkerWith } from "../../../../judge/checkers/index.js";
import { LANGUAGES } from "../../../../judge/languages/index.js";
import { HELLO } from "../../../../judge/languages/language.js";
import { runOnce } from "../../../../judge/run-once.js";
import type { Sandbox } from "../../../../judge/sandbox/sandbox.js";
import { Verdict } from "../../../../judge/verdict.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

const LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 1_048_576 };

/**
 * Compiles and runs a hello program in every language; returns the ids of those that work. Also loads the toolchains into
 * the page cache: the kernel charges a file's pages to the first reader, which should not be a learner's program.
 */
export async function warmUp(sandbox: Sandbox, log: Logger): Promise<Set<string>> {
  const checker = checkerWith("exact", {});
  const inputs = [{ input: Buffer.alloc(0), expected: Buffer.from(HELLO) }];
  const works = new Set<string>();
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const { compilerOutput, runs } = await runOnce({ sandbox, language, source: language.hello, inputs, limits: LIMITS, checker });
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
