/**
 * A run just above the time limit says as much about the machine as about the program. So a program may use a tenth more CPU time than its
 * limit, and if it ends normally within that, it runs a second time. The repeat counts if it ends normally within the limit; then the
 * checker decides. Otherwise the time limit is exceeded. A run with any other outcome is never repeated: a loop costs a tenth more, not
 * twice as much.
 */
import type { Execution } from "./execution.js";
import type { Container, ExecOutcome } from "./sandbox/sandbox.js";

/** As a share of the time limit. */
const REPEAT_WITHIN = 1.1;

export interface CountedOutcome extends ExecOutcome {
  /** The program ran twice; this is the better run. */
  repeated: boolean;
}

/** `limits.cpuMs` of the execution is the limit of the verdict; the sandbox stops the program at REPEAT_WITHIN of it. */
export async function execRepeating(container: Container, execution: Execution, stdin: Buffer): Promise<CountedOutcome> {
  const { cpuMs } = execution.limits;
  const stopAtMs = Math.ceil(cpuMs * REPEAT_WITHIN);
  const request = { ...execution, limits: { ...execution.limits, cpuMs: stopAtMs }, stdin };
  const first = await container.exec(request);
  if (!endedNormally(first) || first.cpuMs <= cpuMs || first.cpuMs > stopAtMs) return { ...first, repeated: false };
  const second = await container.exec(request);
  return { ...(endedNormally(second) && second.cpuMs < first.cpuMs ? second : first), repeated: true };
}

function endedNormally({ exitCode, stopped, oomKilled }: ExecOutcome): boolean {
  return exitCode === 0 && stopped === null && !oomKilled;
}
