/**
 * How alike two programs are, from signatures of constant size: MinHash (Broder 1997, "On the resemblance and containment of documents").
 * The share of equal entries estimates the share of common runs of tokens; its standard error is at most 1 / (2 √SIGNATURE_LENGTH) = 0.06.
 * Pure.
 */

export const SIGNATURE_LENGTH = 64;
/** Tokens of a run. */
const RUN = 4;

/** Constants of FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hashOf(tokens: readonly string[], from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let index = from; index < to; index++) {
    const token = tokens[index]!;
    for (let at = 0; at < token.length; at++) hash = Math.imul(hash ^ token.charCodeAt(at), FNV_PRIME);
    hash = Math.imul(hash ^ 0xff, FNV_PRIME);
  }
  return hash >>> 0;
}

/** The finalizer of MurmurHash3, 32 bits (public domain), after a seed for each entry. */
function mixed(hash: number, seed: number): number {
  let h = (hash ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Signature of a program's tokens: SIGNATURE_LENGTH unsigned numbers of 32 bits. */
export function signatureOf(tokens: readonly string[]): number[] {
  const runs = new Set<number>();
  for (let at = 0; at + RUN <= tokens.length; at++) runs.add(hashOf(tokens, at, at + RUN));
  if (runs.size === 0) runs.add(hashOf(tokens, 0, tokens.length));
  const least = new Array<number>(SIGNATURE_LENGTH).fill(0xffffffff);
  for (const run of runs)
    for (let entry = 0; entry < SIGNATURE_LENGTH; entry++) {
      const value = mixed(run, entry);
      if (value < least[entry]!) least[entry] = value;
    }
  return least;
}

/** 0 to 1. */
export function similarity(a: readonly number[], b: readonly number[]): number {
  return a.filter((value, entry) => value === b[entry]).length / SIGNATURE_LENGTH;
}

/** Programs that are at least this much alike share a group. Renamed, reformatted and slightly changed programs are above it. */
export const ALIKE = 0.5;

/** Index of the most similar signature, of equal ones the first; null if none is alike. */
export function mostAlike(signature: readonly number[], others: readonly (readonly number[])[]): number | null {
  let best: { index: number; value: number } | null = null;
  for (const [index, other] of others.entries()) {
    const value = similarity(signature, other);
    if (value >= ALIKE && (best === null || value > best.value)) best = { index, value };
  }
  return best?.index ?? null;
}
