/**
 * Judge0's statuses as outcomes, which verdict.ts interprets like those of every engine. Its API does not say whether memory ran out: a
 * program that was killed with its memory at the limit counts as that.
 */
import { KIB } from "../../../kernel/units.js";
import type { ExecLimits, ExecOutcome } from "../../sandbox/sandbox.js";
import { SandboxError } from "../../sandbox/sandbox.js";
import { DoesNotCompile } from "../engine.js";
import type { Judge0Result } from "./judge0-api.js";

/** By id, as GET /statuses lists them. */
export const JUDGE0_STATUS = {
  IN_QUEUE: 1,
  PROCESSING: 2,
  ACCEPTED: 3,
  WRONG_ANSWER: 4,
  TIME_LIMIT_EXCEEDED: 5,
  COMPILATION_ERROR: 6,
  SIGSEGV: 7,
  SIGXFSZ: 8,
  SIGFPE: 9,
  SIGABRT: 10,
  NZEC: 11,
  OTHER: 12,
  INTERNAL_ERROR: 13,
  EXEC_FORMAT_ERROR: 14,
} as const;

const SIGNALS: Record<number, number> = { 7: 11, 8: 25, 9: 8, 10: 6 };
const SIGKILL = 9;
const SIGXFSZ = 25;
/** A program starts in a shell, which reports a signal as 128 and its number. Signals end at 64. */
const SHELL_SIGNAL = 128;
const LAST_SIGNAL = 64;
/** The kernel kills a little below the limit: the group's own pages count. */
const AT_LIMIT = 0.97;

export function isFinished({ status }: Judge0Result): boolean {
  return status.id > JUDGE0_STATUS.PROCESSING;
}

/** Throws DoesNotCompile, or a SandboxError for Judge0's own failures. */
export function outcomeOf(result: Judge0Result, limits: ExecLimits): ExecOutcome {
  const { id } = result.status;
  if (id === JUDGE0_STATUS.COMPILATION_ERROR) throw new DoesNotCompile(result.compile_output.toString("utf8").trim());
  if (id === JUDGE0_STATUS.INTERNAL_ERROR || id === JUDGE0_STATUS.EXEC_FORMAT_ERROR)
    throw new SandboxError(`Judge0 failed to run the program (status ${id}).`);
  const cpuMs = result.time * 1000;
  const peakMemoryBytes = result.memory * KIB;
  const signal = signalOf(result);
  const oomKilled = signal === SIGKILL && peakMemoryBytes >= AT_LIMIT * limits.memoryBytes;
  const late = id === JUDGE0_STATUS.TIME_LIMIT_EXCEEDED;
  const { stdout } = result;
  const tooMuch = stdout.length > limits.stdoutBytes;
  return {
    exitCode: late || signal !== null ? null : (result.exit_code ?? 0),
    signal: late ? null : signal,
    stopped: late ? (cpuMs > limits.cpuMs ? "cpu" : "wall") : tooMuch ? "output" : null,
    oomKilled,
    // Standard output is a file there.
    fileAtLimit: signal === SIGXFSZ,
    cpuMs,
    wallMs: result.wall_time * 1000,
    peakMemoryBytes,
    stdout: tooMuch ? stdout.subarray(0, limits.stdoutBytes) : stdout,
    stderr: result.stderr.subarray(0, limits.stderrBytes),
  };
}

function signalOf({ status: { id }, exit_code: exitCode, exit_signal: exitSignal }: Judge0Result): number | null {
  if (SIGNALS[id] !== undefined) return SIGNALS[id];
  if (id === JUDGE0_STATUS.OTHER) return exitSignal ?? SIGKILL;
  const shell = (exitCode ?? 0) - SHELL_SIGNAL;
  return id === JUDGE0_STATUS.NZEC && shell > 0 && shell <= LAST_SIGNAL ? shell : null;
}
