/** Limits how much work runs concurrently; the rest waits in order of arrival. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function createGate(most: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      // The next in line takes over the slot, so no later arrival gets in first.
      const enter = waiting.shift();
      if (enter) enter();
      else running--;
    }
  };
}
