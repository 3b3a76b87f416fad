import type { Progress } from "../../../contracts/claims.js";
import { countMade } from "./generated-tests.js";
import type { BuildPlan } from "./test-plan.js";

const TELL_MS = 500;

export interface BuildProgress {
  /** Sets the number of tests once it is known. */
  total(tests: number): void;
  /** One input was generated, read or validated. */
  step(): Promise<void>;
}

/** Tells the share of all steps as a number of tests. */
export function createBuildProgress(
  keep: (progress?: Progress) => Promise<void>,
  { validators, plan }: { validators: number; plan: BuildPlan },
): BuildProgress {
  let tests = plan.kind === "edit" ? plan.tests.length : 0;
  const made = plan.kind === "edit" ? countMade(plan.tests) : 0;
  let steps = 0;
  let toldAt = 0;
  return {
    total(count) {
      tests = count;
    },
    async step() {
      steps++;
      if (Date.now() - toldAt < TELL_MS) return keep();
      toldAt = Date.now();
      const all = made + tests * (1 + validators);
      await keep({ done: Math.min(tests, Math.floor((tests * steps) / Math.max(1, all))), total: tests });
    },
  };
}
