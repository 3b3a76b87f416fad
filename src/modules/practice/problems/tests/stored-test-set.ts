/** A public test case. */
export interface Sample {
  name: string;
  input: string;
  output: string;
  /** Markdown; may be empty. */
  explanation: string;
  /** See TestCase. */
  checkerArguments?: string[];
}

/** How a test was generated. Versions are those of the programs that made it. */
export interface TestOrigin {
  generator: string;
  generatorVersion: string;
  arguments: string[];
  /** Made the expected output. */
  solution: string;
  solutionVersion: string;
}

/** Metadata of each test for editors, in judging order. */
export interface TestSummary {
  name: string;
  sample: boolean;
  inputBytes: number;
  outputBytes: number;
  /** SHA-256 in hex; absent in sets older than this field. */
  inputChecksum?: string;
  outputChecksum?: string;
  /** Absent for tests that were not generated. */
  origin?: TestOrigin;
  /** See TestCase. */
  checkerArguments?: string[];
}

/** Key prefix of test set objects. */
export const TEST_SETS = "test-sets/";

/** Key of the object with this hash. */
export function testSetKey(sha256: string): string {
  return `${TEST_SETS}${sha256}`;
}

/** One version of a problem's tests, as listed for editors. */
export interface TestSetRow {
  id: string;
  version: number;
  testCount: number;
  sizeBytes: number;
  note: string;
  restoredFrom: number | null;
  uploadedById: string | null;
  createdAt: Date;
  current: boolean;
  draft: boolean;
}

export interface TestSlice {
  text: string;
  base64: string;
  totalBytes: number;
  nextOffsetBytes: number | null;
}

export interface TestContent {
  name: string;
  sample: boolean;
  checkerArguments?: string[];
  input: TestSlice;
  output: TestSlice;
}
