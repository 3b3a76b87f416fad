import { KIB, MIB } from "../../kernel/units.js";
import type { BoxFile, ExecLimits, ExecOutcome } from "../sandbox/sandbox.js";
import type { Diagnostic } from "./diagnostics.js";

/** Path inside a container of the toolchains that `judge:setup` prepares. */
export const TOOLCHAINS = "/opt/judge";

/** Environment of every program; nothing is inherited from the worker. */
export const BASE_ENV = { PATH: "/usr/bin:/bin", HOME: "/home/sandbox", TMPDIR: "/tmp", LANG: "C.UTF-8" } as const;

/** Threads and processes that a program may have in any language, in addition to its first. */
export const PROGRAM_THREADS = 64;

export type Environment = Readonly<Record<string, string>>;

export interface CompileStep {
  /**
   * `fileName` is the source's name in /box, `others` the paths there of what `otherSources` names. A step is one program: /out is emptied
   * before each.
   */
  argv(fileName: string, others?: readonly string[]): readonly string[];
  /** Of the files next to a source, those that the compiler takes beside it. Without it: none, the language finds them by itself. */
  otherSources?(source: BoxFile, files: readonly BoxFile[]): readonly BoxFile[];
  env: Environment;
  limits: ExecLimits;
  /** True: the files left in /out are the program. False: this only checks the syntax, and the source itself is run. */
  artifacts: boolean;
  /** Removes what the compiler says about itself. */
  tidy?(output: string): string;
}

export interface RunRequest {
  /** The problem's limit. */
  memoryLimitBytes: number;
  /** The program has modules next to its source. */
  hasFiles?: boolean;
  /** The file that starts. Default: the source. Compiled programs know it already. */
  entry?: string;
}

export interface RunPlan {
  argv: readonly string[];
  env: Environment;
  /** Processes and threads, including those of the runtime. */
  processes: number;
  /** Actual limit: the problem's limit plus the overhead of the runtime. */
  memoryBytes: number;
}

/** Everything about a language. A new one is one file here and one line in index.ts. */
export interface Language {
  /** Stable: stored with every submission. */
  id: string;
  /** Aliases that inputs may use. Never stored. */
  aliases: readonly string[];
  name: string;
  fileName: string;
  /** Simplified commands, shown to learners. Null: nothing is compiled. */
  shown: { compile: string | null; run: string };
  /** Key of this language's version in the toolchain manifest. */
  versionKey: string;
  /** Placed next to the source when it runs. */
  supportFiles?: readonly BoxFile[];
  compile: CompileStep;
  /** What the compiler's output says about the source: see diagnostics.ts. Runs in the API. */
  diagnose(output: string): Diagnostic[];
  run(request: RunRequest): RunPlan;
  /** Allowed CPU time = the problem's limit × timeFactor + timeExtraMs. */
  timeFactor: number;
  timeExtraMs: number;
  /** Did the runtime exit because memory ran out? Only called if the exit code was not 0. */
  ranOutOfMemory?(outcome: ExecOutcome): boolean;
  /** A program that prints exactly HELLO. */
  hello: string;
  /** Initial text of an editor: reads numbers from standard input, prints their sum. */
  starter: string;
}

export const HELLO = "Hello, world!\n";

/**
 * Measured: the most demanding compiler here, g++ with its precompiled header, needs 250 MB and 0.4 s of CPU for a hello-world
 * program.
 */
export function compileLimits(overrides: Partial<ExecLimits> = {}): ExecLimits {
  return {
    cpuMs: 10_000,
    wallMs: 30_000,
    memoryBytes: 1024 * MIB,
    processes: 64,
    stdoutBytes: 4 * MIB,
    stderrBytes: 64 * KIB,
    fileBytes: 64 * MIB,
    ...overrides,
  };
}

export function stderrSays(outcome: ExecOutcome, ...phrases: string[]): boolean {
  return phrases.some((phrase) => outcome.stderr.includes(phrase));
}
