import { randomBytes } from "node:crypto";
import type { CheckResult } from "./checker.js";
import { type Fold, type Items, quote, sameBytes } from "./items.js";

const { imul } = Math;

/** Of this process, so that nobody can prepare items that share a hash. */
const SEED = randomBytes(4).readInt32LE();

/**
 * Compares two lists of items whose order does not matter, in linear time. `items` starts a walk; `noun` names an item.
 * With equal numbers of items, the lists differ only if the output has an item more often than expected.
 */
export function compareUnordered(
  noun: string,
  { expected, actual }: { expected: Buffer; actual: Buffer },
  items: (bytes: Buffer) => Items,
  fold: Fold,
): CheckResult {
  if (expected.equals(actual)) return { ok: true };
  const count = countOf(items(expected));
  const found = countOf(items(actual));
  if (count !== found)
    return { ok: false, message: `expected ${plural(count, noun)}, found ${found}`, at: { expected: null, actual: null } };
  const table = createTable(count, fold);
  for (const item = items(expected); item.next();) table.add(item);
  const item = items(actual);
  for (let number = 1; item.next(); number++) {
    const most = table.take(item);
    if (most === null) continue;
    const expectation = most === 0 ? "is not expected" : `is expected ${most === 1 ? "once" : `${most} times`} only`;
    return { ok: false, message: `${noun} ${number}: ${quote(item)} ${expectation}`, at: { expected: null, actual: item.start } };
  }
  return { ok: true };
}

function countOf(items: Items): number {
  let count = 0;
  while (items.next()) count++;
  return count;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * A hash table with linear probing of the distinct expected items. Found items are never added, so a program cannot slow
 * it down by its output.
 */
function createTable(capacity: number, fold: Fold) {
  const mask = 2 ** Math.ceil(Math.log2(2 * capacity + 2)) - 1;
  /** Number of the item in the slot, 0 if free. Pages of these arrays that are not used take no memory. */
  const slots = new Int32Array(mask + 1);
  const starts = new Uint32Array(capacity + 1);
  const ends = new Uint32Array(capacity + 1);
  const left = new Int32Array(capacity + 1);
  const totals = new Int32Array(capacity + 1);
  let size = 0;
  const known: Items = { bytes: Buffer.alloc(0), start: 0, end: 0, next: () => false };

  function slotOf(item: Items): number {
    let slot = hashOf(item, fold) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      known.start = starts[slots[slot]!]!;
      known.end = ends[slots[slot]!]!;
      if (sameBytes(known, item, fold)) break;
    }
    return slot;
  }

  return {
    add(item: Items): void {
      known.bytes = item.bytes;
      const slot = slotOf(item);
      if (slots[slot] === 0) {
        slots[slot] = ++size;
        starts[size] = item.start;
        ends[size] = item.end;
      }
      totals[slots[slot]!]!++;
      left[slots[slot]!]!++;
    },
    /** Null if the item is expected once more; otherwise how often it is expected. */
    take(item: Items): number | null {
      const number = slots[slotOf(item)]!;
      return number !== 0 && left[number]!-- > 0 ? null : totals[number]!;
    },
  };
}

function hashOf({ bytes, start, end }: Items, fold: Fold): number {
  let hash = SEED;
  for (let at = start; at < end; at++) hash = imul(hash ^ fold[bytes[at]!]!, 0x01000193);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
