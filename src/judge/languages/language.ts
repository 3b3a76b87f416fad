import { KIB, MIB } from "../../kernel/units.js";
import type { BoxFile, ExecLimits, ExecOutcome } from "../sandbox/sandbox.js";

/** Where the toolchains that `judge:setup` prepares appear inside a container. */
export const TOOLCHAINS = "/opt/judge";

/** The environment of every program; nothing of the worker's own is inherited. */
export const BASE_ENV = { PATH: "/usr/bin:/bin", HOME: "/home/sandbox", TMPDIR: "/tmp", LANG: "C.UTF-8" } as const;

/** Threads and processes that a program in any language may have alive, its first one not counted. */
export const PROGRAM_THREADS = 64;

export type Environment = Readonly<Record<string, string>>;

export interface CompileStep {
  /** `fileName` is the source's name in /box. A step is one program: /out is emptied before each. */
  argv(fileName: string): readonly string[];
  env: Environment;
  limits: ExecLimits;
  /** True: what is left in /out is the program. False: this only checks the syntax, and the source itself is run. */
  artifacts: boolean;
  /** Leaves out what the compiler says about itself. */
  tidy?(output: string): string;
}

export interface RunRequest {
  /** The problem's limit. */
  memoryLimitBytes: number;
}

export interface RunPlan {
  argv: readonly string[];
  env: Environment;
  /** Processes and threads, those of the runtime included. */
  processes: number;
  /** What the program may really use: the problem's limit and what the runtime itself needs beside it. */
  memoryBytes: number;
}

/** All there is to a language. A new one is one file here and one line in index.ts. */
export interface Language {
  /** Stable: it is stored with every submission. */
  id: string;
  /** Other names that inputs may use. Never stored. */
  aliases: readonly string[];
  name: string;
  fileName: string;
  /** The essential words of both commands, for learners. Null: nothing is compiled. */
  shown: { compile: string | null; run: string };
  /** Key of this language's version in the toolchain manifest. */
  versionKey: string;
  /** Placed beside the source when it runs. */
  supportFiles?: readonly BoxFile[];
  compile: CompileStep;
  run(request: RunRequest): RunPlan;
  /** CPU time allowed = the problem's limit × timeFactor + timeExtraMs. */
  timeFactor: number;
  timeExtraMs: number;
  /** Whether the runtime ended itself because memory ran out. Asked only when the program did not exit with 0. */
  ranOutOfMemory?(outcome: ExecOutcome): boolean;
  /** Prints HELLO and nothing else. */
  hello: string;
  /** What an editor shows first: reads numbers from standard input, prints their sum. */
  starter: string;
}

export const HELLO = "Hello, world!\n";

/** Measured: the hungriest compiler here, g++ with its precompiled header, needs 250 MB and 0.4 s of CPU for a hello. */
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
