/** A test case that everyone may see. */
export interface Sample {
  name: string;
  input: string;
  output: string;
  /** Markdown, or empty. */
  explanation: string;
}

/** What editors see of each test without reading it, in judging order. */
export interface TestSummary {
  name: string;
  sample: boolean;
  inputBytes: number;
  outputBytes: number;
}

/** Key of the object that holds the tests with this hash. */
export function testSetKey(sha256: string): string {
  return `test-sets/${sha256}`;
}
