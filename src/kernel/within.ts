export class TookTooLong extends Error {
  override name = "TookTooLong";
}

/**
 * Rejects with TookTooLong after `ms`. An answer that has arrived while this process was busy is in time: it is read before the
 * limit counts. The work itself goes on, and its later result is dropped.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new TookTooLong(`no answer within ${ms} ms`));
    // Timers run before the event loop reads sockets, so a whole turn follows.
    timer = setTimeout(() => setImmediate(() => setImmediate(refuse)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * For whoever can do without an answer: undefined after `ms`, and when the work fails, of which `failed` hears even later than
 * that. The work itself goes on.
 */
export async function inTime<T>(ms: number, work: Promise<T>, failed: (error: unknown) => void): Promise<T | undefined> {
  const answer = work.catch((error: unknown) => void failed(error));
  return within(ms, answer).catch(() => undefined) as Promise<T | undefined>;
}
