interface Finished {
  status: string;
  verdict: string | null;
  testsTotal: number;
  tests: readonly { index: number }[];
}

/** Indexes of the tests that a finished judgement left out. A judge that failed left out nothing. */
export function skippedTests({ status, verdict, testsTotal, tests }: Finished): number[] {
  if (status !== "FINISHED" || tests.length === 0 || verdict === "SYSTEM_ERROR") return [];
  const ran = new Set(tests.map(({ index }) => index));
  return Array.from({ length: testsTotal }, (_, index) => index).filter((index) => !ran.has(index));
}
