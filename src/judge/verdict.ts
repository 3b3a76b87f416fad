import { constants } from "node:os";
import type { CheckResult } from "./checkers/checker.js";
import type { Language } from "./languages/language.js";
import type { ExecOutcome } from "./sandbox/sandbox.js";

/** Every verdict with its meaning; the GraphQL schema takes its documentation from here. */
export const VERDICTS = {
  ACCEPTED: "Every test passed; in a SCORED problem, the passing score is reached.",
  WRONG_ANSWER: "The program ended normally, but the checker rejected its output.",
  TIME_LIMIT_EXCEEDED: "The program used more CPU time or elapsed time than allowed, or waited for input that never came.",
  MEMORY_LIMIT_EXCEEDED: "The program used more memory than allowed.",
  OUTPUT_LIMIT_EXCEEDED: "The program wrote more output than allowed.",
  RUNTIME_ERROR: "The program was ended by a signal, or its exit code was not 0.",
  COMPILATION_ERROR: "The source did not compile; see the compiler's output.",
  SYSTEM_ERROR: "The judge failed, not the submission. Does not count against the learner.",
  CANCELLED: "Withdrawn while queued. Does not count.",
} as const;

export type Verdict = keyof typeof VERDICTS;

/** The same names as values, so that callers write `Verdict.ACCEPTED`. */
export const Verdict = Object.freeze(Object.fromEntries(Object.keys(VERDICTS).map((name) => [name, name]))) as {
  readonly [V in Verdict]: V;
};

export interface Ruling {
  verdict: Verdict;
  /** CPU, WALL or, if program and interactor waited for each other, IDLE for a time limit; the signal's name or `exit code N` for a runtime error, NO_RESULT if a function did not return; CHECKER if it failed; null otherwise. */
  detail: string | null;
}

const SIGNAL_NAMES = new Map(
  Object.entries(constants.signals)
    .map(([name, number]) => [number as number, name])
    .reverse() as [number, string][],
);
const SIGABRT_NAME = "SIGABRT";
const SIGXCPU = 24;
const SIGXFSZ = 25;

export function signalName(signal: number): string {
  // 6 has two names; SIGIOT is the uncommon one.
  return signal === constants.signals.SIGABRT ? SIGABRT_NAME : (SIGNAL_NAMES.get(signal) ?? `signal ${signal}`);
}

/**
 * The only place that turns an outcome into a verdict. The order of the checks matters: a program that is out of memory also crashes
 * or runs late, and one that is out of time was also killed. Null: it ended normally, and the checker decides.
 */
export function classify(
  outcome: ExecOutcome,
  limits: { cpuMs: number; memoryBytes: number },
  language: Pick<Language, "ranOutOfMemory">,
): Ruling | null {
  const { exitCode, signal, stopped, oomKilled, fileAtLimit } = outcome;
  if (exitCode === null && signal === null && stopped === null && !oomKilled) return ruling(Verdict.SYSTEM_ERROR, "no exit status");
  if (oomKilled) return ruling(Verdict.MEMORY_LIMIT_EXCEEDED);
  // A runtime detects this itself and exits in its own way; only its language file can distinguish it from an ordinary failure.
  if (stopped === null && exitCode !== 0 && language.ranOutOfMemory?.(outcome)) return ruling(Verdict.MEMORY_LIMIT_EXCEEDED);
  // At the memory limit the kernel evicts the interpreter's own pages and loads them again, which costs time.
  const ranLate = stopped === "cpu" || stopped === "wall" || outcome.cpuMs > limits.cpuMs;
  if (ranLate && outcome.peakMemoryBytes >= limits.memoryBytes) return ruling(Verdict.MEMORY_LIMIT_EXCEEDED);
  // A program can also raise the signals of these limits itself: then they count like any other signal.
  const cpuSignal = signal === SIGXCPU && outcome.cpuMs >= limits.cpuMs;
  if (stopped === "cpu" || cpuSignal || outcome.cpuMs > limits.cpuMs) return ruling(Verdict.TIME_LIMIT_EXCEEDED, "CPU");
  if (stopped === "wall") return ruling(Verdict.TIME_LIMIT_EXCEEDED, "WALL");
  // Runtimes that ignore SIGXFSZ get an error instead, and fail in their own way.
  if (stopped === "output" || (fileAtLimit && (signal === SIGXFSZ || (exitCode ?? 0) !== 0))) return ruling(Verdict.OUTPUT_LIMIT_EXCEEDED);
  if (signal !== null) return ruling(Verdict.RUNTIME_ERROR, signalName(signal));
  if (exitCode !== 0) return ruling(Verdict.RUNTIME_ERROR, `exit code ${exitCode}`);
  return null;
}

/** The checker's decision on a program that ended normally. */
export function rulingOf({ ok, failure }: CheckResult): Ruling {
  if (failure !== undefined) return ruling(Verdict.SYSTEM_ERROR, "CHECKER");
  return ruling(ok ? Verdict.ACCEPTED : Verdict.WRONG_ANSWER);
}

function ruling(verdict: Verdict, detail: string | null = null): Ruling {
  return { verdict, detail };
}
