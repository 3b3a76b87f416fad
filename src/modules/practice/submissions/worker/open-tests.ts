import type { TestSetCache } from "../../../../judge/test-set-cache.js";
import { TookTooLong, within } from "../../../../kernel/within.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { testSetKey } from "../../problems/tests/stored-test-set.js";
import type { JudgementClaim } from "../judgements/judgement.repository.js";

/** Frees the slot if the download takes longer; it continues in the background, and the next attempt uses it. */
const TEST_SET_PATIENCE_MS = 5000;

/**
 * Stops waiting if the claim is lost or storage is slow. The download continues, as others may share it; a set that
 * arrives too late is closed.
 */
export async function openTests(
  { testSets, storage }: { testSets: TestSetCache; storage: ObjectStorage },
  { testSetSha256 }: Pick<JudgementClaim, "testSetSha256">,
  signal: AbortSignal,
) {
  signal.throwIfAborted();
  const opening = testSets.get(testSetSha256, () => storage.read(testSetKey(testSetSha256)));
  const lost = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await within(TEST_SET_PATIENCE_MS, Promise.race([opening, lost]));
  } catch (error) {
    opening.then((late) => late.close()).catch(() => undefined);
    if (signal.aborted) throw error;
    const what = error instanceof TookTooLong ? "is not downloaded yet" : "could not be opened";
    throw new Error(`Test set ${testSetSha256} ${what}: ${(error as Error).message}`, { cause: error });
  }
}
