import { describe, expect, it } from "@jest/globals";
import { createCircuitBreaker } from "./circuit-breaker.js";
import { retryAfterMs } from "./retry-after.js";

describe("circuit breaker", () => {
  it("opens after consecutive failures, lets one call try, and closes after a success", () => {
    let now = 0;
    const circuit = createCircuitBreaker({ most: 2, openMs: 100, refuse: () => new Error("not asked"), now: () => now });
    circuit.failed();
    circuit.succeeded();
    circuit.failed();
    circuit.expectClosed();
    circuit.failed();
    expect(() => circuit.expectClosed()).toThrow("not asked");
    now = 100;
    circuit.expectClosed();
    expect(() => circuit.expectClosed()).toThrow();
    circuit.failed();
    now = 150;
    expect(() => circuit.expectClosed()).toThrow("not asked");
    now = 201;
    circuit.expectClosed();
    circuit.succeeded();
    circuit.expectClosed();
    circuit.expectClosed();
  });
});

describe("Retry-After", () => {
  it("is seconds or a date", () => {
    expect(retryAfterMs("3")).toBe(3000);
    expect(retryAfterMs("Wed, 21 Oct 2026 07:28:01 GMT", Date.UTC(2026, 9, 21, 7, 28))).toBe(1000);
    expect(retryAfterMs("Wed, 21 Oct 2026 07:28:01 GMT", Date.UTC(2027, 0, 1))).toBe(0);
    for (const wrong of [null, undefined, "", "-1", "soon", "1e9", "2026-10-21"]) expect(retryAfterMs(wrong)).toBeNull();
  });
});
