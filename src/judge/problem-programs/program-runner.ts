/** Runs programs of authors. Runs in the worker. */
import { KIB, MIB } from "../../kernel/units.js";
import { abnormalEnd } from "../abnormal-end.js";
import type { ArtifactCache } from "../artifact-cache.js";
import { programExecution, programLanguage } from "../checker-programs/program-checker.js";
import { compile } from "../compilation.js";
import { withContainers } from "../containers.js";
import type { JudgeLimits } from "../execution.js";
import type { BoxFile, ExecOutcome, Sandbox } from "../sandbox/sandbox.js";
import { excerpt } from "../text.js";
import type { ProblemProgram } from "./problem-program.js";

/** For each run. One input or one expected output has at most 64 MiB. */
export const PROGRAM_LIMITS: JudgeLimits = { timeLimitMs: 10_000, memoryLimitKb: 1024 * KIB, outputLimitBytes: 64 * MIB };

const MESSAGE_BYTES = 500;

/** The program's own failure, for its author: it would fail again. */
export class ProgramFailed extends Error {
  override name = "ProgramFailed";
}

export interface ProgramCall {
  arguments: readonly string[];
  stdin: Buffer;
}

/** Rejects with a ProgramFailed unless the program exits, with any code. */
export type RunProgram = (call: ProgramCall) => Promise<ExecOutcome & { exitCode: number }>;

export interface RunOptions {
  limits?: JudgeLimits;
  signal?: AbortSignal;
}

export type Runnable = Pick<ProblemProgram, "name" | "language" | "source" | "files">;

export interface ProgramRunner {
  /**
   * Compiles the program and lends it to `work`, in a container of its own. Rejects with a ProgramFailed if it does not compile, and with a
   * SandboxError if the sandbox fails or is not proven: try again.
   */
  with<T>(program: Runnable, options: RunOptions, work: (run: RunProgram) => Promise<T>): Promise<T>;
}

interface Dependencies {
  /** A pool of its own. Each program holds one container, so that callers must not use two programs at a time. */
  sandbox: Sandbox;
  artifacts: ArtifactCache;
  /** Throws unless programs may run here. */
  expectProven(): void;
}

export function createProgramRunner({ sandbox, artifacts, expectProven }: Dependencies): ProgramRunner {
  return {
    async with(program, { limits = PROGRAM_LIMITS, signal }, work) {
      expectProven();
      const language = programLanguage(program);
      return withContainers(sandbox, signal, async (open) => {
        const compiled = await compile({ language, source: program.source, files: filesOf(program), open, artifacts });
        if (!compiled.ok)
          throw new ProgramFailed(`\`${program.name}\` does not compile any more. ${shortened(Buffer.from(compiled.output))}`);
        const execution = programExecution(language, limits);
        return work(async ({ arguments: words, stdin }) => {
          const outcome = await compiled.container.exec({ ...execution, argv: [...execution.argv, ...words], stdin });
          const outOfMemory = outcome.exitCode !== 0 && language.ranOutOfMemory?.(outcome);
          const end = outOfMemory ? { ...outcome, oomKilled: true } : outcome;
          const problem = abnormalEnd(end, execution.limits, `\`${program.name}\``);
          if (problem !== null) throw new ProgramFailed(problem);
          return { ...outcome, exitCode: outcome.exitCode! };
        });
      });
    },
  };
}

export function filesOf({ files }: Pick<ProblemProgram, "files">): BoxFile[] {
  return files.map(({ name, content }) => ({ path: name, content: Buffer.from(content) }));
}

/** A message of a program, bounded. */
export function shortened(bytes: Buffer): string {
  return excerpt(bytes, MESSAGE_BYTES).trim();
}

/** What the program wrote: standard error if it wrote there. */
export function messageOf({ stderr, stdout }: Pick<ExecOutcome, "stderr" | "stdout">): string {
  return shortened(stderr) || shortened(stdout);
}
