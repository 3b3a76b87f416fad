/** Slots of an engine that has no launcher: handed out in the order of asking, and lent while nobody asks. */

export interface Slots {
  readonly count: number;
  /** Waits for a slot. Recalls a loan if there is none. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** A slot that nobody needs now. Null if there is none. */
  lend(): SlotLoan | null;
  /** Gives back what `take` gave. */
  free(): void;
}

export interface SlotLoan {
  /** Aborts when someone waits for the slot. */
  recalled: AbortSignal;
  /** Safe to call twice. */
  giveBack(): void;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const loans = new Set<AbortController>();
  /** Passes the slot to the longest waiter. */
  const free = (): void => {
    const next = waiting.shift();
    if (next) next();
    else taken--;
  };
  return {
    count,
    take(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (taken < count) {
        taken++;
        return Promise.resolve();
      }
      const [loan] = loans;
      if (loan) {
        loans.delete(loan);
        loan.abort();
      }
      return new Promise((resolve, reject) => {
        const go = (): void => {
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const stop = (): void => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(signal!.reason as Error);
        };
        waiting.push(go);
        signal?.addEventListener("abort", stop, { once: true });
      });
    },
    lend() {
      if (taken >= count) return null;
      taken++;
      const loan = new AbortController();
      loans.add(loan);
      let isLent = true;
      const giveBack = (): void => {
        if (!isLent) return;
        isLent = false;
        loans.delete(loan);
        free();
      };
      return { recalled: loan.signal, giveBack };
    },
    free,
  };
}
