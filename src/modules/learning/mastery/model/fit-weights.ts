import { logistic } from "./features.js";
import { logOdds } from "./mastery-model.js";

/** Ridge penalty: keeps correlated features from growing against each other. */
const PENALTY = 1;
const STEPS = 12;
const CLOSE = 1e-6;

export interface Example {
  features: readonly number[];
  isCorrect: boolean;
}

/** Weights of the logistic regression with the least penalised log loss, by Newton's method. Throws without examples. */
export function fitWeights(examples: readonly Example[]): number[] {
  const size = examples[0]!.features.length;
  const weights = Array.from({ length: size }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => -PENALTY * weight);
    const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? PENALTY : 0)));
    for (const { features, isCorrect } of examples) {
      const probability = logistic(logOdds(features, weights));
      const spread = probability * (1 - probability);
      for (let row = 0; row < size; row++) {
        gradient[row]! += (Number(isCorrect) - probability) * features[row]!;
        const scaled = spread * features[row]!;
        for (let column = 0; column <= row; column++) curvature[row]![column]! += scaled * features[column]!;
      }
    }
    for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) curvature[column]![row] = curvature[row]![column]!;
    const change = solve(curvature, gradient);
    change.forEach((value, index) => (weights[index]! += value));
    if (Math.max(...change.map(Math.abs)) < CLOSE) break;
  }
  return weights;
}

/** Solves a symmetric positive definite system by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let pivot = 0; pivot < size; pivot++) {
    for (let below = pivot + 1; below < size; below++) {
      const factor = rows[below]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column++) rows[below]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = rows[row]![size]!;
    for (let column = row + 1; column < size; column++) sum -= rows[row]![column]! * solution[column]!;
    solution[row] = sum / rows[row]![row]!;
  }
  return solution;
}
