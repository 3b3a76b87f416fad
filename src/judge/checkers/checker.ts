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

/** Decides whether an output is correct. A new checker is one file here and one line in index.ts. */
export interface Checker {
  id: string;
  /** Display name. */
  name: string;
  /** One sentence for problem authors. */
  description: string;
  check(request: CheckRequest): CheckResult | Promise<CheckResult>;
}
