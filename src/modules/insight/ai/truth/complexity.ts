/** Checks a claimed complexity by runs of growing size, where the problem has a generator whose tests show which argument is the size. */
import { newId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { judgeLimitsFor } from "../../../practice/problems/edits/limits.js";
import type { Problem } from "../../../practice/problems/problem.entity.js";
import { programsOf } from "../../../practice/problems/programs/program-rows.js";
import type { TestSummary } from "../../../practice/problems/tests/stored-test-set.js";
import { measureGrowth } from "../../../practice/submissions/run-code/measure-growth.job.js";
import type { SubmissionReference } from "../features/submission-reference.js";
import { judgeClaim, type JudgedClaim } from "./growth.js";
import { sizeLadder } from "./size-ladder.js";

export interface ComplexityResult extends JudgedClaim {
  runs: { size: number; cpuMs: number }[];
}

/** Null if the problem has no such generator, or the judge did not answer. */
export type ComplexityCheck = (submission: SubmissionReference, claim: string) => Promise<ComplexityResult | null>;

const OPTIONS = { timeoutMs: 2 * MINUTE_MS, withoutWorkerMs: 15_000, rank: 1000 };

type Judged = Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "outputLimitKb" | "languageLimits" | "includedFiles"> & {
  tests: TestSummary[] | null;
};

export function createComplexityCheck({ fork, jobs, log }: { fork(): EntityManager; jobs: Jobs; log: Logger }): ComplexityCheck {
  return async ({ problemId, language, source }, claim) => {
    const [problem] = await rows<Judged>(
      fork(),
      `select p.time_limit_ms as "timeLimitMs", p.memory_limit_kb as "memoryLimitKb", p.output_limit_kb as "outputLimitKb",
         p.language_limits as "languageLimits", p.included_files as "includedFiles", t.tests from problems p left join test_sets t on t.id = p.test_set_id
       where p.id = ? and p.interactor is null and p.passes = 1 and p.signature is null`,
      [problemId],
    );
    const ladder = problem && sizeLadder(problem.tests ?? []);
    if (!ladder) return null;
    const generator = (await programsOf(fork(), problemId, "GENERATOR")).find(({ name }) => name === ladder.generator);
    if (!generator) return null;
    try {
      const { name, language: written, source: program, files } = generator;
      const request = {
        ...{ language, source, includedFiles: problem.includedFiles[language] ?? [], limits: judgeLimitsFor(problem, language) },
        generator: { name, language: written, source: program, files },
        calls: ladder.calls.map(({ arguments: words }) => words),
      };
      const { runs } = await jobs.call(measureGrowth, request, newId(), OPTIONS);
      const measured = runs.flatMap(({ cpuMs, ended }, index) => (ended ? [{ size: ladder.calls[index]!.size, cpuMs }] : []));
      return { ...judgeClaim(measured, claim), runs: measured };
    } catch (error) {
      log.warn({ err: error }, "complexity of a program not measured");
      return null;
    }
  };
}
