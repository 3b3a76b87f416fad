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
  /** Of the data, in hex; absent in sets that are older than the hashes. */
  inputChecksum?: string;
  outputChecksum?: string;
}

/** What the keys of their objects begin with. */
export const TEST_SETS = "test-sets/";

/** Key of the object that holds the tests with this hash. */
export function testSetKey(sha256: string): string {
  return `${TEST_SETS}${sha256}`;
}

/** One version of a problem's tests, as its editors list it. */
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
  input: TestSlice;
  output: TestSlice;
}
