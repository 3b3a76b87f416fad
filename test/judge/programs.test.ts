/**
 * Correct programs that a judge easily refuses. Each does here what it does with the plain toolchain: it compiles, runs and
 * prints what stands beside it.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher } from "../support/launcher.js";
import { oneIn } from "../support/proofs.js";
import { PROGRAMS, type Program } from "./correct-programs.js";

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
}, 600_000);
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

async function outcomeOf({ language, source, input = "", memoryLimitMb = 256 }: Program): Promise<unknown> {
  const limits = { timeLimitMs: 10_000, memoryLimitKb: memoryLimitMb * 1024 };
  const inputs = [{ input: Buffer.from(input) }];
  const result = await runOnce({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage(language)!,
    source,
    inputs,
    limits,
    checker: tokens,
  });
  const [run] = result.runs;
  return run ? { verdict: run.verdict, stdout: run.stdout, stderr: run.stderr } : { compilerOutput: result.compilerOutput };
}

describe.each(Object.entries(PROGRAMS))("%s", (_topic, programs) => {
  it.each(oneIn(4, programs).map((program) => [`${program.language}: ${program.what}`, program] as const))(
    "%s",
    async (_name, program) => {
      const verdict = program.verdict ?? null;
      const outcome = await outcomeOf(program);
      if (verdict === null) expect(outcome).toEqual({ verdict, stdout: program.prints, stderr: "" });
      else expect(outcome).toMatchObject({ verdict });
    },
    300_000,
  );
});
