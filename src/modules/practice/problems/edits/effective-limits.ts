import { planExecution } from "../../../../judge/execution.js";
import { LANGUAGES } from "../../../../judge/languages/index.js";
import { PROGRAM_THREADS } from "../../../../judge/languages/language.js";
import { KIB } from "../../../../kernel/units.js";
import type { Problem } from "../problem.entity.js";
import type { EffectiveLimits } from "../problem.type.js";
import { judgeLimitsFor } from "./limits.js";

/** In the order of `languages`. From the plan that the judge executes, so that both agree. */
export function effectiveLimits(
  problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "outputLimitKb" | "languageLimits">,
): EffectiveLimits[] {
  return LANGUAGES.map((language) => {
    const own = judgeLimitsFor(problem, language.id);
    const { limits } = planExecution(language, own);
    return {
      language: language.id,
      timeLimitMs: limits.cpuMs,
      elapsedTimeLimitMs: limits.wallMs,
      memoryLimitKb: own.memoryLimitKb,
      memoryAllowanceKb: limits.memoryBytes / KIB - own.memoryLimitKb,
      outputLimitKb: limits.stdoutBytes / KIB,
      threadLimit: PROGRAM_THREADS,
    };
  });
}
