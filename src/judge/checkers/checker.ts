export interface CheckRequest {
  input: Buffer;
  expected: Buffer;
  actual: Buffer;
}

export interface CheckResult {
  ok: boolean;
  /** Where the outputs differ. Quotes both of them, so it may be shown for samples only. */
  message?: string;
}

/** Decides whether an output is right. A new one is one file here and one line in index.ts. */
export interface Checker {
  id: string;
  /** Name to show. */
  name: string;
  /** One sentence for authors of problems. */
  description: string;
  check(request: CheckRequest): CheckResult | Promise<CheckResult>;
}
