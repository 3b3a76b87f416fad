import { KIB, MIB, SECOND_MS } from "../kernel/units.js";
import type { Language } from "./languages/language.js";
import type { ExecLimits, ExecOutcome, ExecRequest } from "./sandbox/sandbox.js";

/** The limits of a problem, in the units in which problems state them. */
export interface JudgeLimits {
  timeLimitMs: number;
  memoryLimitKb: number;
  /** Bytes of standard output, and of any file. */
  outputLimitBytes?: number;
}

export const DEFAULT_OUTPUT_LIMIT_BYTES = 16 * MIB;
/** Enough to find what a runtime says last; learners see less of it. */
const STDERR_KEPT_BYTES = 64 * KIB;

/** How to run a compiled program, the same for each test but for its input. */
export type Execution = Omit<ExecRequest, "stdin">;

export function planExecution(language: Language, limits: JudgeLimits): Execution {
  const { argv, env, processes, memoryBytes } = language.run({ memoryLimitBytes: limits.memoryLimitKb * KIB });
  const cpuMs = Math.ceil(limits.timeLimitMs * language.timeFactor) + language.timeExtraMs;
  const outputBytes = limits.outputLimitBytes ?? DEFAULT_OUTPUT_LIMIT_BYTES;
  const execLimits: ExecLimits = {
    cpuMs,
    // The clock is for sleepers only: a busy machine must not turn a right answer into a late one.
    wallMs: 3 * cpuMs + SECOND_MS,
    memoryBytes,
    processes,
    stdoutBytes: outputBytes,
    stderrBytes: STDERR_KEPT_BYTES,
    fileBytes: outputBytes,
  };
  return { argv, env, limits: execLimits };
}

export interface Figures {
  cpuMs: number;
  wallMs: number;
  peakMemoryKb: number;
}

/** Whole numbers: clients and the database have integers for them. */
export function figuresOf({ cpuMs, wallMs, peakMemoryBytes }: ExecOutcome): Figures {
  return { cpuMs: Math.round(cpuMs), wallMs: Math.round(wallMs), peakMemoryKb: Math.ceil(peakMemoryBytes / KIB) };
}
