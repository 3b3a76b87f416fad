import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import type { InputFault } from "../../../../judge/problem-programs/problem-program.js";
import { validate } from "../../../../judge/problem-programs/validate.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import type { Database } from "../../../../platform/database/database.js";
import { programsById } from "../../problems/programs/program-rows.js";
import { VALIDATION_BUDGET_MS, type validateTests } from "../../problems/programs/validate-tests.job.js";
import type { JudgingDependencies } from "../worker/judging.js";
import { openTests } from "../worker/open-tests.js";

const MOST_FAULTS = 100;

interface Dependencies extends Pick<JudgingDependencies, "testSets" | "storage" | "stopping"> {
  db: Database;
  runner: ProgramRunner;
}

/** Runs in the worker, while the author of the tests waits. */
export async function validateSet(
  { db, runner, stopping, ...deps }: Dependencies,
  { testSetSha256, validatorIds, validators: given = [] }: PayloadOf<typeof validateTests>,
): Promise<{ faults: InputFault[]; unseen: number }> {
  const validators = [...(await programsById(db.em.fork(), validatorIds)), ...given];
  const tests = await openTests(deps, { testSetSha256 }, new AbortController().signal);
  const startedAt = performance.now();
  const inputs = { count: tests.count, read: async (index: number) => (await tests.read(index)).input };
  const found: InputFault[] = [];
  let unseen = 0;
  try {
    for (const validator of validators) {
      const budgetMs = VALIDATION_BUDGET_MS - (performance.now() - startedAt);
      const mostFaults = MOST_FAULTS - found.length;
      const { faults, next } = await validate(runner, validator, inputs, { budgetMs, mostFaults, signal: stopping });
      found.push(...faults);
      if (found.length >= MOST_FAULTS) break;
      unseen += tests.count - next;
    }
  } finally {
    await tests.close();
  }
  return { faults: found, unseen };
}
