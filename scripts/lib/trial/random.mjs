// Seeded random numbers: the same seed gives the same accidents in the same order.
export function randomOf(seed) {
  let state = seed >>> 0;
  /** mulberry32: 0 (inclusive) to 1 (exclusive). */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (least, most) => Math.round(least + next() * (most - least)),
    oneOf: (list) => list[Math.floor(next() * list.length)],
  };
}
