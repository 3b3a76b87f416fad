export class TookTooLong extends Error {
  override name = "TookTooLong";
}

/**
 * Rejects with TookTooLong after `ms`. A result that arrived while this process was busy counts as in time: it is read before the
 * limit applies. The work is not cancelled; its late result is dropped.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new TookTooLong(`no answer within ${ms} ms`));
    // Timers run before the event loop reads sockets, so wait for one full iteration.
    timer = setTimeout(() => setImmediate(() => setImmediate(refuse)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Best effort: undefined on timeout or failure. `failed` gets the error, also after the timeout. The work is not cancelled. */
export async function inTime<T>(ms: number, work: Promise<T>, failed: (error: unknown) => void): Promise<T | undefined> {
  const answer = work.catch((error: unknown) => void failed(error));
  return within(ms, answer).catch(() => undefined) as Promise<T | undefined>;
}
