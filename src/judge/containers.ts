import type { Container, Sandbox } from "./sandbox/sandbox.js";

/**
 * Provides containers to `work` and closes all of them when it ends, in any way. An abort rejects at once with the signal's reason and
 * closes them, which ends the programs inside.
 */
export async function withContainers<T>(
  sandbox: Sandbox,
  signal: AbortSignal | undefined,
  work: (open: () => Promise<Container>) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const open = new Set<Container>();
  let ended = false;
  const openOne = async (): Promise<Container> => {
    const container = await sandbox.open();
    // The work may end while this waits for a free slot.
    if (ended) {
      await container.close();
      throw new Error("opened after the end");
    }
    open.add(container);
    return container;
  };
  const closeAll = async (): Promise<void> => {
    ended = true;
    await Promise.all([...open].map((container) => container.close()));
  };

  let stopListening = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    if (!signal) return;
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort);
    stopListening = () => signal.removeEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([work(openOne), aborted]);
  } finally {
    stopListening();
    await closeAll();
  }
}
