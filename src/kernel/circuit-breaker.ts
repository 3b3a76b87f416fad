export interface CircuitBreaker {
  /** Throws the error of `refuse` while the circuit is open. */
  expectClosed(): void;
  succeeded(): void;
  failed(): void;
}

interface Options {
  /** Consecutive failures that open it. */
  most: number;
  /** How long it stays open; then one call at a time tries again. */
  openMs: number;
  /** The error of a call that is not made. `trying`: another call is trying whether the service is back. */
  refuse(waitMs: number, trying: boolean): Error;
  now?: () => number;
}

/** Stops calls to a service that keeps failing, so that jobs do not wait for it. One for each service and process. */
export function createCircuitBreaker({ most, openMs, refuse, now = Date.now }: Options): CircuitBreaker {
  let failures = 0;
  let closedAgainAt = 0;
  let trying = false;
  return {
    expectClosed() {
      if (failures < most) return;
      const waitMs = closedAgainAt - now();
      if (waitMs > 0) throw refuse(waitMs, false);
      if (trying) throw refuse(openMs, true);
      trying = true;
      // A trial that never reports must not block later ones.
      closedAgainAt = now() + openMs;
    },
    succeeded() {
      failures = 0;
      trying = false;
    },
    failed() {
      trying = false;
      failures += 1;
      if (failures >= most) closedAgainAt = now() + openMs;
    },
  };
}
