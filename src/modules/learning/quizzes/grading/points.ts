/**
 * Points of an answer. `penalty` is the quiz's share of the points that a wrong answer loses, 0 to 1. At 0 no answer scores below
 * zero. Above 0, an answer that earns nothing loses `penalty`, and one with a negative share loses that share. No answer loses nothing.
 */
export function effectiveShare(share: number, penalty: number): number {
  if (share > 0) return share;
  if (penalty === 0) return 0;
  return share < 0 ? share : -penalty;
}

/** Sum of the points of an attempt; never below zero. */
export function totalScore(points: readonly number[]): number {
  return rounded(
    Math.max(
      0,
      points.reduce((sum, one) => sum + one, 0),
    ),
  );
}

/** To six decimals, so that weights such as 1/3 add up to whole points. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
