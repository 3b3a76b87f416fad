import { sizeOf } from "./parts.js";
import type { Tokens } from "./read-tokens.js";
import { matchesOf, type Match } from "./tiling.js";

/** Programs with fewer tokens of their own are alike by necessity. */
export const TOKENS_MIN = 20;
/** Shortest run that counts for the score. */
const RUN = 4;
/** Shortest run that is shown: shorter ones distract. */
const SHOWN_RUN = 8;
export const REGIONS_MAX = 100;

/** From 0 to 1. Both measures are shares of the smaller program: code that was added to a copy does not hide it. */
export interface Similarity {
  /** Mean of the two measures. */
  score: number;
  /** Share of common fingerprints. */
  fingerprints: number;
  /** Share of tokens in common runs. */
  tiling: number;
}

export interface Comparable {
  tokens: Tokens;
  fingerprintCount: number;
}

export function similarityOf(a: Comparable, b: Comparable, sharedFingerprints: number): Similarity {
  const fingerprints = shareOf(sharedFingerprints, a.fingerprintCount, b.fingerprintCount);
  const matched = matchesOf(a.tokens.hashes, b.tokens.hashes, RUN).reduce((sum, { length }) => sum + length, 0);
  const tiling = shareOf(matched, sizeOf(a.tokens.hashes), sizeOf(b.tokens.hashes));
  return { score: (fingerprints + tiling) / 2, fingerprints, tiling };
}

const shareOf = (part: number, a: number, b: number) => Math.min(1, part / Math.max(1, Math.min(a, b)));

/** Of two ascending lists. */
export function sharedCount(a: readonly number[], b: readonly number[]): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) shared++;
    if (a[i]! <= b[j]!) i++;
    else if (a[i]! > b[j]!) j++;
  }
  return shared;
}

/** Lines, from 1, inclusive. */
export interface Region {
  lineFrom: number;
  lineTo: number;
  otherLineFrom: number;
  otherLineTo: number;
  /** Equal tokens. */
  tokens: number;
}

/** Where two programs agree, in the order of the first; the largest REGIONS_MAX. */
export function regionsOf(a: Tokens, b: Tokens): Region[] {
  const runs = matchesOf(a.hashes, b.hashes, RUN).sort((x, y) => x.a - y.a);
  const joined: Match[][] = [];
  for (const run of runs) {
    const last = joined.at(-1)?.at(-1);
    // The same few tokens between them in both programs: a changed name or value.
    const gap = last && run.a - last.a - last.length;
    if (last && gap! <= RUN && run.b >= last.b + last.length && run.b - last.b - last.length <= RUN) joined.at(-1)!.push(run);
    else joined.push([run]);
  }
  const regions = joined.map((parts): Region => {
    const [first, last] = [parts[0]!, parts.at(-1)!];
    return {
      lineFrom: a.lines[first.a]!,
      lineTo: a.lines[last.a + last.length - 1]!,
      otherLineFrom: b.lines[first.b]!,
      otherLineTo: b.lines[last.b + last.length - 1]!,
      tokens: parts.reduce((sum, { length }) => sum + length, 0),
    };
  });
  const shown = regions.filter(({ tokens }) => tokens >= SHOWN_RUN).sort((x, y) => y.tokens - x.tokens || x.lineFrom - y.lineFrom);
  return shown.slice(0, REGIONS_MAX).sort((x, y) => x.lineFrom - y.lineFrom || x.otherLineFrom - y.otherLineFrom);
}
