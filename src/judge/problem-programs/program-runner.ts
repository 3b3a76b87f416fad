/** Runs programs of authors. Runs in the worker. */
import { KIB, MIB } from "../../kernel/units.js";
import { abnormalEnd } from "../abnormal-end.js";
import type { ArtifactCache } from "../artifact-cache.js";
import { programExecution, programLanguage } from "../checker-programs/program-checker.js";
import { compile, filesOf } from "../compilation.js";
import { withContainers } from "../containers.js";
import { type JudgeLimits, planExecution } from "../execution.js";
import { functionPartner } from "../functions/function-partner.js";
import { type FunctionProblem, functionProgram } from "../functions/function-program.js";
import { type IncludedFiles, withIncluded } from "../included-files.js";
import { workersLanguage } from "../languages/index.js";
import type { ExecOutcome, Sandbox } from "../sandbox/sandbox.js";
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
  /** The program defines the function; what it returns takes the place of its output. */
  asFunction?: FunctionProblem | null;
  /** Beside the program, as beside a submission. */
  includedFiles?: IncludedFiles;
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
    async with(given, { limits = PROGRAM_LIMITS, signal, asFunction, includedFiles = {} }, work) {
      expectProven();
      const program = { ...given, files: withIncluded(given.files, includedFiles[given.language] ?? []) };
      if (asFunction) return withFunction(program, { limits, signal, asFunction }, work);
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

  /** A learner's language, not that of a checker program: with its own limits of threads. */
  function withFunction<T>(
    program: Runnable,
    { limits, signal, asFunction }: Required<FunctionOptions>,
    work: (run: RunProgram) => Promise<T>,
  ): Promise<T> {
    const language = workersLanguage(program.language);
    return withContainers(sandbox, signal, async (open) => {
      const { source, entry, signature } = functionProgram(language, asFunction, program.source);
      const compiled = await compile({ language, source, entry, files: filesOf(program), open, artifacts });
      if (!compiled.ok) throw new ProgramFailed(`\`${program.name}\` does not compile. ${shortened(Buffer.from(compiled.output))}`);
      const execution = planExecution(language, limits, { hasFiles: true, entry: entry.path });
      const runTest = await functionPartner({ signature, entry }).join(compiled.container, execution, language);
      return work(async ({ stdin }) => {
        const { outcome, ruling, check, actual } = await runTest({ input: stdin, output: Buffer.alloc(0), sample: false });
        const problem = ruling ? `${ruling.verdict} ${ruling.detail ?? ""}` : check?.message;
        if (problem !== undefined) throw new ProgramFailed(`\`${program.name}\`: ${problem.trim()}. ${messageOf(outcome)}`.trim());
        return { ...outcome, exitCode: 0, stdout: actual };
      });
    });
  }
}

interface FunctionOptions {
  limits: JudgeLimits;
  signal: AbortSignal | undefined;
  asFunction: FunctionProblem;
}

/** A message of a program, bounded. */
export function shortened(bytes: Buffer): string {
  return excerpt(bytes, MESSAGE_BYTES).trim();
}

/** What the program wrote: standard error if it wrote there. */
export function messageOf({ stderr, stdout }: Pick<ExecOutcome, "stderr" | "stdout">): string {
  return shortened(stderr) || shortened(stdout);
}
