import type { Container, Loan, Sandbox } from "./sandbox/sandbox.js";

export type OpenContainer = () => Promise<Container>;
export type LendContainer = () => Promise<Loan | null>;

/**
 * Provides containers to `work`, in slots of its own or lent ones, and closes all of them when it ends, in any way. An abort rejects at
 * once with the signal's reason and closes them, which ends the programs inside.
 */
export async function withContainers<T>(
  sandbox: Sandbox,
  signal: AbortSignal | undefined,
  work: (open: OpenContainer, lend: LendContainer) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const open = new Set<Container>();
  let ended = false;
  const keep = async (container: Container): Promise<Container> => {
    // The work may end while this waits for a free slot.
    if (ended) {
      await container.close();
      throw new Error("opened after the end");
    }
    open.add(container);
    return container;
  };
  const openOne = async (): Promise<Container> => keep(await sandbox.open());
  const lendOne = async (): Promise<Loan | null> => {
    const loan = await sandbox.lend();
    if (loan) await keep(loan.container);
    return loan;
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
    return await Promise.race([work(openOne, lendOne), aborted]);
  } finally {
    stopListening();
    await closeAll();
  }
}
