import type { Problem } from "../problem.entity.js";

export interface Limits {
  timeLimitMs: number;
  memoryLimitKb: number;
}

/** The limits of a problem for one language: its own where the problem names it, the problem's otherwise. */
export function limitsFor(problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "languageLimits">, languageId: string): Limits {
  const { timeLimitMs, memoryLimitKb } = problem;
  return { timeLimitMs, memoryLimitKb, ...problem.languageLimits[languageId] };
}
