import { mix } from "./hash.js";
import { BREAK } from "./parts.js";

/** Tokens of a gram, and grams of a window: common runs of GRAM + WINDOW - 1 tokens are always found. */
const GRAM = 3;
const WINDOW = 2;
/** Beyond it the smallest hashes count. */
export const FINGERPRINTS_MAX = 2000;

/**
 * Fingerprints by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003): of each
 * window of hashes of grams the smallest, the rightmost of equal ones. Distinct, ascending, below 2^53.
 */
export function fingerprintsOf(hashes: Int32Array): number[] {
  const found = new Set<number>();
  let grams: number[] = [];
  const close = () => {
    for (let start = 0; start < grams.length; start++) {
      const end = Math.min(start + WINDOW, grams.length);
      // The last windows are part of the one before, unless there is only one.
      if (end - start < WINDOW && start > 0) break;
      let least = grams[start]!;
      for (let index = start + 1; index < end; index++) if (grams[index]! < least) least = grams[index]!;
      found.add(least);
    }
    grams = [];
  };
  let run = 0;
  for (let index = 0; index < hashes.length; index++) {
    if (hashes[index] === BREAK) {
      run = 0;
      close();
    } else if (++run >= GRAM) grams.push(gramAt(hashes, index - GRAM + 1));
  }
  close();
  return [...found].sort((a, b) => a - b).slice(0, FINGERPRINTS_MAX);
}

export const SKETCH_BITS = 1024;

/** A bit for each remainder of a fingerprint: two sketches tell roughly how many fingerprints are common, for a fiftieth of the time. */
export function sketchOf(fingerprints: readonly (number | string)[]): string {
  const bits = new Array<string>(SKETCH_BITS).fill("0");
  for (const fingerprint of fingerprints) bits[Number(fingerprint) % SKETCH_BITS] = "1";
  return bits.join("");
}

function gramAt(hashes: Int32Array, from: number): number {
  let high = 0;
  let low = 0;
  for (let index = from; index < from + GRAM; index++) {
    high = mix(Math.imul(high, 31) + hashes[index]!);
    low = mix(Math.imul(low, 0x01000193) ^ hashes[index]!);
  }
  return (high & 0x1fffff) * 2 ** 32 + low;
}
