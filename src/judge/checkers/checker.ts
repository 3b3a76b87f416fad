import type { CheckerParameters, ParameterName } from "./parameters.js";

export interface CheckRequest {
  input: Buffer;
  expected: Buffer;
  actual: Buffer;
}

export interface CheckResult {
  ok: boolean;
  /** Where the outputs differ. Quotes both of them, so it may only be shown for samples. */
  message?: string;
}

/** Decides whether an output is correct. Rejects if it cannot decide: a system failure, not the learner's. */
export interface OutputChecker {
  check(request: CheckRequest): CheckResult | Promise<CheckResult>;
}

/** A built-in checker. A new one is one file here and one line in index.ts. */
export interface Checker extends OutputChecker {
  id: string;
  /** Display name. */
  name: string;
  /** One sentence for problem authors. */
  description: string;
  /** The parameters that it takes. */
  parameters: readonly ParameterName[];
  /** Absent parameters have their defaults. */
  check(request: CheckRequest, parameters?: CheckerParameters): CheckResult;
}
