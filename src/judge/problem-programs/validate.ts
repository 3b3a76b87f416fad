import { type InputFault, type ProblemProgram, type ValidatorKind } from "./problem-program.js";
import { messageOf, ProgramFailed, type ProgramRunner } from "./program-runner.js";
import type { ExecOutcome } from "../sandbox/sandbox.js";

const ACCEPTS: Record<ValidatorKind, number> = { TESTLIB: 0, KATTIS: 42 };
/** Other codes are failures of the validator itself, as far as its kind tells them apart. */
const REJECTS: Record<ValidatorKind, readonly number[]> = { TESTLIB: [1, 2, 3], KATTIS: [43] };

export interface Inputs {
  readonly count: number;
  read(index: number): Promise<Buffer>;
}

export interface ValidationOptions {
  /** First test. */
  from?: number;
  /** No further test starts after this time. */
  budgetMs?: number;
  /** Stops after this many faults. */
  mostFaults?: number;
  signal?: AbortSignal;
  /** Called after each test; an error that it throws ends the validation. */
  onTest?(): Promise<void> | void;
}

/**
 * Runs one validator over tests. `next` is the first test that it has not seen; `inputs.count` if it has seen all. A validator that does
 * not compile any more fails on its first test and sees no others.
 */
export async function validate(
  runner: ProgramRunner,
  validator: ProblemProgram,
  inputs: Inputs,
  { from = 0, budgetMs = Infinity, mostFaults = Infinity, signal, onTest }: ValidationOptions = {},
): Promise<{ faults: InputFault[]; next: number }> {
  const faults: InputFault[] = [];
  const startedAt = performance.now();
  let index = from;
  const fail = (message: string) => faults.push({ validator: validator.name, index, message });
  try {
    await runner.with(validator, { signal }, async (run) => {
      for (; index < inputs.count; index++) {
        if (faults.length >= mostFaults || (index > from && performance.now() - startedAt >= budgetMs)) return;
        const stdin = await inputs.read(index);
        const message = await run({ arguments: validator.arguments, stdin }).then((end) => refusalOf(validator, end), explained);
        if (message !== null) fail(message);
        await onTest?.();
      }
    });
  } catch (error) {
    fail(explained(error));
    index = inputs.count;
  }
  return { faults, next: index };
}

/** Null if the validator accepts. */
export function refusalOf(
  { name, kind }: Pick<ProblemProgram, "name" | "kind">,
  end: Pick<ExecOutcome, "stderr" | "stdout"> & { exitCode: number },
): string | null {
  const { exitCode } = end;
  if (exitCode === ACCEPTS[kind!]) return null;
  const said = messageOf(end);
  if (REJECTS[kind!].includes(exitCode)) return said ? `\`${name}\` rejects the input: ${said}` : `\`${name}\` rejects the input.`;
  return `\`${name}\` ended with the unknown exit code ${exitCode}.${said && ` It said: ${said}`}`;
}

function explained(error: unknown): string {
  if (error instanceof ProgramFailed) return error.message;
  throw error;
}
