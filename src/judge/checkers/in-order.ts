import type { CheckResult } from "./checker.js";
import type { Items } from "./items.js";

/** Compares items one by one, in linear time. `differ` says how two items differ, null if they do not; `noun` names an item. */
export function compareInOrder(noun: string, expected: Items, actual: Items, differ: () => string | null): CheckResult {
  if (expected.bytes.equals(actual.bytes)) return { ok: true };
  for (let number = 1; ; number++) {
    const isExpected = expected.next();
    const isFound = actual.next();
    const difference = differ();
    if (difference !== null)
      return { ok: false, message: `${noun} ${number}: ${difference}`, at: { expected: expected.start, actual: actual.start } };
    if (!isExpected && !isFound) return { ok: true };
  }
}
