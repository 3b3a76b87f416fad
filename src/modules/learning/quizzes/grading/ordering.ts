import type { AnswerOf } from "../attempts/answer.js";
import type { ContentOf } from "../questions/question.js";
import type { Grade } from "./share.js";

/**
 * By the longest subsequence of items that is in the correct order, of length k: (k - 1) / (n - 1). All in order earns 1, the reverse
 * order 0, and one misplaced item costs the same wherever it is. Without all items, it earns nothing.
 */
export function gradeOrdering({ items }: ContentOf<"ORDERING">, { order }: AnswerOf<"ORDERING">): Grade {
  const places = order.map((id) => items.findIndex((item) => item.id === id));
  const isComplete = places.length === items.length && new Set(places).size === items.length && !places.includes(-1);
  return { share: isComplete ? (longestRising(places) - 1) / (items.length - 1) : 0, feedback: [] };
}

function longestRising(places: readonly number[]): number {
  const lengths: number[] = [];
  for (const [index, place] of places.entries()) {
    lengths.push(1 + Math.max(0, ...lengths.filter((_, before) => places[before]! < place && before < index)));
  }
  return Math.max(...lengths);
}
