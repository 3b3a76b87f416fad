import { KIB, MIB, SECOND_MS } from "../kernel/units.js";
import type { Language, RunRequest } from "./languages/language.js";
import type { ExecLimits, ExecOutcome, ExecRequest } from "./sandbox/sandbox.js";

/** Limits of a problem, in the units that problems use. */
export interface JudgeLimits {
  timeLimitMs: number;
  memoryLimitKb: number;
  /** Limit of standard output and of each file, in bytes. */
  outputLimitBytes?: number;
}

export const DEFAULT_OUTPUT_LIMIT_BYTES = 16 * MIB;
/** Enough to find the last error of a runtime; learners see less of it. */
const STDERR_KEPT_BYTES = 64 * KIB;

/** How to run a compiled program; only the input differs between tests. */
export type Execution = Omit<ExecRequest, "stdin">;

export function planExecution(
  language: Language,
  limits: JudgeLimits,
  { hasFiles = false, entry }: Pick<RunRequest, "hasFiles" | "entry"> = {},
): Execution {
  const { argv, env, processes, memoryBytes } = language.run({ memoryLimitBytes: limits.memoryLimitKb * KIB, hasFiles, entry });
  const cpuMs = Math.ceil(limits.timeLimitMs * language.timeFactor) + language.timeExtraMs;
  const outputBytes = limits.outputLimitBytes ?? DEFAULT_OUTPUT_LIMIT_BYTES;
  const execLimits: ExecLimits = {
    cpuMs,
    // Wall time is only for programs that sleep: a busy machine must not turn a correct answer into a timeout.
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

/** Integers, as clients and the database expect. */
export function figuresOf({ cpuMs, wallMs, peakMemoryBytes }: ExecOutcome): Figures {
  return { cpuMs: Math.round(cpuMs), wallMs: Math.round(wallMs), peakMemoryKb: Math.ceil(peakMemoryBytes / KIB) };
}
