interface Finished {
  status: string;
  verdict: string | null;
  testsTotal: number;
  tests: readonly { index: number }[];
}

/** A judge that failed left out nothing. REJECTED hides which tests ran. */
const NOT_SHOWN: readonly (string | null)[] = ["SYSTEM_ERROR", "REJECTED"];

/** Indexes of the tests that a finished judgement left out. */
export function skippedTests({ status, verdict, testsTotal, tests }: Finished): number[] {
  if (status !== "FINISHED" || tests.length === 0 || NOT_SHOWN.includes(verdict)) return [];
  const ran = new Set(tests.map(({ index }) => index));
  return Array.from({ length: testsTotal }, (_, index) => index).filter((index) => !ran.has(index));
}
