/** The published model: a logistic regression whose weights are constants and whose states are learned online. */
import { FEATURES, featuresOf, logistic, type Factor } from "./features.js";
import type { States } from "./state.js";
import { WEIGHTS } from "./weights.js";

export interface Explanation {
  factor: Factor;
  /** Added to the log odds. */
  contribution: number;
}

/** Probability that the learner's next answer on the topic is correct. */
export function predict(states: States, weights: readonly number[] = WEIGHTS): number {
  return logistic(logOdds(featuresOf(states), weights));
}

export function logOdds(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, value, index) => sum + value * weights[index]!, 0);
}

/** Contributions of the factors, in the order of FACTORS; they add up to the log odds. */
export function explain(states: States): Explanation[] {
  const sums = new Map<Factor, number>();
  featuresOf(states).forEach((value, index) => {
    const { factor } = FEATURES[index]!;
    sums.set(factor, (sums.get(factor) ?? 0) + value * WEIGHTS[index]!);
  });
  return [...sums].map(([factor, contribution]) => ({ factor, contribution }));
}
