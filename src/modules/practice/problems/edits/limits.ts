import type { JudgeLimits } from "../../../../judge/execution.js";
import { KIB } from "../../../../kernel/units.js";
import type { Problem } from "../problem.entity.js";

export interface Limits {
  timeLimitMs: number;
  memoryLimitKb: number;
}

/** Effective limits of a problem for one language: language-specific if set, otherwise the problem's own. */
export function limitsFor(problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "languageLimits">, languageId: string): Limits {
  const { timeLimitMs, memoryLimitKb } = problem;
  return { timeLimitMs, memoryLimitKb, ...problem.languageLimits[languageId] };
}

/** What the judge applies. */
export function judgeLimitsFor(
  problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "outputLimitKb" | "languageLimits">,
  languageId: string,
): Required<JudgeLimits> {
  return { ...limitsFor(problem, languageId), outputLimitBytes: problem.outputLimitKb * KIB };
}
