import { AiFailure } from "./provider.js";

export interface CircuitBreaker {
  /** Throws BUSY while the circuit is open. */
  expectClosed(): void;
  succeeded(): void;
  failed(): void;
}

interface Options {
  /** Consecutive failures that open it. */
  most: number;
  /** How long it stays open; then one call at a time tries again. */
  openMs: number;
  now?: () => number;
}

/** Stops calls to a provider that keeps failing, so that jobs do not wait for it. One for each process. */
export function createCircuitBreaker({ most, openMs, now = Date.now }: Options): CircuitBreaker {
  let failures = 0;
  let closedAgainAt = 0;
  let trying = false;
  return {
    expectClosed() {
      if (failures < most) return;
      const waitMs = closedAgainAt - now();
      if (waitMs > 0) throw new AiFailure("BUSY", "The AI provider failed repeatedly and is not asked for now.", waitMs);
      if (trying) throw new AiFailure("BUSY", "The AI provider is being tried again.", openMs);
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
