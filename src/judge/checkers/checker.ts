import type { CheckerParameters, ParameterName } from "./parameters.js";

export interface CheckRequest {
  input: Buffer;
  expected: Buffer;
  actual: Buffer;
  /** See TestCase. */
  checkerArguments?: readonly string[];
}

export interface CheckResult {
  ok: boolean;
  /** Where the outputs differ. Quotes both of them, so it may only be shown for samples, and to authors of the problem. */
  message?: string;
  /** Where they first differ, in bytes; null for an output without such a place. Of built-in checkers, and only with `message`. */
  at?: { expected: number | null; actual: number | null };
  /** Message to the sender of the submission, also on hidden tests. */
  submitterMessage?: string;
  /** Points as the checker gave them. For an accepted output they are the score of the test, unless there is a `share`. */
  points?: number;
  /** Part of the test's points, 0 to 1, for rejected outputs too. */
  share?: number;
  /** The checker itself failed, for this reason, and would fail again: not the output's fault. For authors of the problem. */
  failure?: string;
}

/** Decides whether an output is correct. Rejects if the sandbox fails: try again. */
export interface OutputChecker {
  check(request: CheckRequest): CheckResult | Promise<CheckResult>;
}

/** What problem authors choose from. */
export interface CheckerDescription {
  id: string;
  /** Display name. */
  name: string;
  /** One sentence for problem authors. */
  description: string;
  /** The parameters that it takes. */
  parameters: readonly ParameterName[];
}

/** A built-in checker. A new one is one file here and one line in index.ts. */
export interface Checker extends CheckerDescription {
  /** Parameters that the arguments of a test stand for, in place of the problem's. Undefined if they are for another checker. */
  parametersOfTest?(words: readonly string[]): CheckerParameters | undefined;
  /** Absent parameters have their defaults. */
  check(request: CheckRequest, parameters?: CheckerParameters): CheckResult;
}
