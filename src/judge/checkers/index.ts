import type { Checker } from "./checker.js";
import { exact } from "./exact.js";
import { tokens } from "./tokens.js";

export const CHECKERS: readonly Checker[] = [tokens, exact];

export function findChecker(id: string): Checker | undefined {
  return CHECKERS.find((checker) => checker.id === id);
}
