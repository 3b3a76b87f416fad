export class TookTooLong extends Error {
  override name = "TookTooLong";
}

/** Rejects with TookTooLong after `ms`. The work itself goes on, and nobody hears what becomes of it then. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
