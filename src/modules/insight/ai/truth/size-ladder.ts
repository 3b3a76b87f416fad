import type { TestSummary } from "../../../practice/problems/tests/stored-test-set.js";

export interface SizeLadder {
  generator: string;
  /** Smallest first. */
  calls: { size: number; arguments: string[] }[];
}

const STEPS = 8;
const SMALLEST = 1;
const LEAST_LARGEST = 64;

/**
 * Finds the argument of a generator that is the size of the input: a whole number that grows with the bytes of the tests. Its largest value
 * in a test is the top of the ladder, as larger ones may violate the constraints; each step below is half of it, after the smallest.
 */
export function sizeLadder(tests: readonly TestSummary[]): SizeLadder | null {
  const generated = tests.flatMap(({ origin, inputBytes }) => (origin ? [{ ...origin, inputBytes }] : []));
  for (const [generator, all] of Map.groupBy(generated, (test) => test.generator)) {
    const width = all[0]!.arguments.length;
    const alike = all.filter(({ arguments: words }) => words.length === width).sort((a, b) => a.inputBytes - b.inputBytes);
    const largest = alike.at(-1)!;
    for (let position = 0; position < width; position++) {
      const sizes = alike.map(({ arguments: words }) => Number(words[position]));
      const top = Number(largest.arguments[position]);
      if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0) || top < LEAST_LARGEST || top !== Math.max(...sizes)) continue;
      // A number of n values has at least 2n bytes; a seed that is large by chance does not grow with the bytes.
      const grows = sizes.every((size, i) => i === 0 || size >= sizes[i - 1]!) && sizes.at(-1)! > sizes[0]!;
      if (!grows || largest.inputBytes < top) continue;
      const steps = Array.from({ length: STEPS }, (_, i) => Math.round(top / 2 ** (STEPS - 1 - i)));
      const ladder = [...new Set([SMALLEST, ...steps])].filter((size) => size >= SMALLEST);
      const calls = ladder.map((size) => ({ size, arguments: largest.arguments.with(position, String(size)) }));
      return { generator, calls };
    }
  }
  return null;
}
