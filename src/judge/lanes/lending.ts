import type { LentLane, TestRuns } from "./test-runs.js";

/** Preparing a lane takes some 30 ms of a core. Short test sets are judged in one lane, as fast as if nothing could be lent. */
const WORTH_MS = 300;

interface Options {
  runs: Pick<TestRuns, "left" | "add">;
  /** Makes an idle slot ready for the submission's tests. */
  lend(): Promise<LentLane | null>;
}

/**
 * Call the result after each counted test. It asks for an idle slot if the tests that are left would take long at the pace so far, counted
 * from this call on.
 */
export function createLending({ runs, lend }: Options): () => void {
  const startedAt = performance.now();
  let counted = 0;
  let asking = false;

  const ask = async (): Promise<void> => {
    const lane = await lend();
    if (lane) runs.add(lane);
  };

  return () => {
    counted++;
    const paceMs = (performance.now() - startedAt) / counted;
    if (asking || paceMs * runs.left() < WORTH_MS) return;
    asking = true;
    ask()
      // The own lane goes on. If the sandbox is broken, it will notice.
      .catch(() => undefined)
      .finally(() => (asking = false));
  };
}
