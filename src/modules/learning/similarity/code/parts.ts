import type { Tokens } from "./read-tokens.js";
import { matchesOf } from "./tiling.js";

/** Shorter agreement with the starter code is chance: every program has a loop. */
const STARTER_RUN = 10;
/** Hash that no token has: nothing matches across it. */
export const BREAK = 0;

/**
 * Removes what a program took from its starter code. The gap stays as a BREAK, so that nothing is compared across it. Only the starter itself
 * counts: what many programs share may still be copied.
 */
export function withoutStarter(program: Tokens, starters: readonly Tokens[]): Tokens {
  const given = new Uint8Array(program.hashes.length);
  for (const starter of starters) {
    const least = Math.min(STARTER_RUN, starter.hashes.length);
    if (least > 0) for (const { a, length } of matchesOf(program.hashes, starter.hashes, least)) given.fill(1, a, a + length);
  }
  const kept: number[] = [];
  for (let index = 0; index < given.length; index++) if (!given[index] || !given[index - 1]) kept.push(index);
  return {
    hashes: Int32Array.from(kept, (index) => (given[index] ? BREAK : program.hashes[index]!)),
    lines: Uint16Array.from(kept, (index) => program.lines[index]!),
  };
}

/** Number of tokens that can match. */
export function sizeOf(hashes: Int32Array): number {
  let size = 0;
  for (const hash of hashes) if (hash !== BREAK) size++;
  return size;
}
