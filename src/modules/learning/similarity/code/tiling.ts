/** A run of equal tokens, from `a` in the first program and `b` in the second. */
export interface Match {
  a: number;
  b: number;
  length: number;
}

/** Comparisons of tokens. Hostile programs, such as one token 8,000 times, are compared in part. */
const WORK_MAX = 2_000_000;
const CANDIDATES_MAX = 100_000;
/** Grams of the index. Runs shorter than this are found token by token. */
const INDEXED = 4;

/**
 * Greedy string tiling (Wise: "Running Karp-Rabin Matching and Greedy String Tiling", 1993): the longest equal runs of at least `least` tokens,
 * of which none overlap, by length and place. Candidates come from an index of grams, once; what a longer run took is cut off. 0 never matches.
 */
export function matchesOf(a: Int32Array, b: Int32Array, least: number): Match[] {
  const byLength = candidatesOf(a, b, least);
  const takenA = new Uint8Array(a.length);
  const takenB = new Uint8Array(b.length);
  const found: Match[] = [];
  for (let length = byLength.length - 1; length >= least; length--) {
    for (const match of byLength[length] ?? []) {
      for (const part of freePartsOf(match, least, takenA, takenB)) {
        if (part.length < length) {
          (byLength[part.length] ??= []).push(part);
          continue;
        }
        takenA.fill(1, part.a, part.a + length);
        takenB.fill(1, part.b, part.b + length);
        found.push(part);
      }
    }
  }
  return found;
}

/** Runs that are equal and can't be longer, by their length. */
function candidatesOf(a: Int32Array, b: Int32Array, least: number): (Match[] | undefined)[] {
  const size = Math.min(least, INDEXED);
  const places = new Map<number, number[]>();
  for (let at = 0; at + size <= b.length; at++) {
    const key = gramAt(b, at, size);
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  const byLength: (Match[] | undefined)[] = [];
  let work = 0;
  let candidates = 0;
  for (let at = 0; at + size <= a.length; at++) {
    for (const other of places.get(gramAt(a, at, size)) ?? []) {
      if (++work > WORK_MAX || candidates > CANDIDATES_MAX) return byLength;
      if (at > 0 && other > 0 && a[at - 1] !== 0 && a[at - 1] === b[other - 1]) continue;
      let length = 0;
      while (at + length < a.length && other + length < b.length && a[at + length] !== 0 && a[at + length] === b[other + length]) length++;
      work += length;
      if (length < least) continue;
      candidates++;
      (byLength[length] ??= []).push({ a: at, b: other, length });
    }
  }
  return byLength;
}

/** May be equal for grams that are not: they are compared token by token. */
function gramAt(tokens: Int32Array, at: number, size: number): number {
  let key = 0;
  for (let index = at; index < at + size; index++) key = Math.imul(key, 0x01000193) ^ tokens[index]!;
  return key;
}

/** What is left of a run where neither program's tokens are taken. */
function freePartsOf({ a, b, length }: Match, least: number, takenA: Uint8Array, takenB: Uint8Array): Match[] {
  const parts: Match[] = [];
  let from = 0;
  for (let at = 0; at <= length; at++) {
    if (at < length && !takenA[a + at] && !takenB[b + at]) continue;
    if (at - from >= least) parts.push({ a: a + from, b: b + from, length: at - from });
    from = at + 1;
  }
  return parts;
}
