import { MIB, SECOND_MS } from "../kernel/units.js";
import { type ExecLimits, type ExecOutcome, SandboxError } from "./sandbox/sandbox.js";
import { signalName } from "./verdict.js";

/**
 * Why a program that serves the judge, such as "The compiler", was stopped; null if it exited, with any code. Throws a SandboxError if the
 * sandbox does not know.
 */
export function abnormalEnd({ exitCode, signal, stopped, oomKilled }: ExecOutcome, limits: ExecLimits, program: string): string | null {
  if (oomKilled) return `${program} needed more than ${limits.memoryBytes / MIB} MB of memory.`;
  if (stopped === "cpu" || stopped === "wall") {
    return `${program} took longer than ${(stopped === "cpu" ? limits.cpuMs : limits.wallMs) / SECOND_MS} s.`;
  }
  if (stopped === "output") return `${program}'s output is too large.`;
  if (signal !== null) return `${program} was ended by ${signalName(signal)}.`;
  if (exitCode === null) throw new SandboxError(`${program} has no exit status.`);
  return null;
}
