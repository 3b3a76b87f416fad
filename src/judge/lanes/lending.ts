import type { LendContainer } from "../containers.js";
import type { RunTest } from "../run-test.js";
import type { Container } from "../sandbox/sandbox.js";
import type { TestRuns } from "./test-runs.js";

/** Preparing a lane takes some 30 ms of a core. Short test sets are judged in one lane, as fast as if nothing could be lent. */
const WORTH_MS = 300;

interface Options {
  runs: Pick<TestRuns, "left" | "add">;
  lend: LendContainer;
  /** Makes a container ready for the submission's tests. */
  prepare(container: Container): Promise<RunTest>;
}

/**
 * Call the result after each counted test. It asks for an idle slot if the tests that are left would take long at the pace so far, counted
 * from this call on.
 */
export function createLending({ runs, lend, prepare }: Options): () => void {
  const startedAt = performance.now();
  let counted = 0;
  let asking = false;

  const ask = async (): Promise<void> => {
    const loan = await lend();
    if (!loan) return;
    const { container, recalled } = loan;
    const giveBack = (): void => void container.close();
    try {
      runs.add({ runTest: await prepare(container), recalled, giveBack });
    } catch (error) {
      giveBack();
      throw error;
    }
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
