/** Lets at most so many pieces of work run at once; the others wait in the order they came. */
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
      // Whoever waits takes over the place, so nobody who comes later is let in before.
      const enter = waiting.shift();
      if (enter) enter();
      else running--;
    }
  };
}
