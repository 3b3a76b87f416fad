/** Serializes the work of each owner; different owners run in parallel. */
export type Turns = <T>(owner: string, work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (owner, work) => {
    const before = last.get(owner) ?? Promise.resolve();
    const own = before.then(work, work);
    last.set(owner, own);
    try {
      return await own;
    } finally {
      if (last.get(owner) === own) last.delete(owner);
    }
  };
}
