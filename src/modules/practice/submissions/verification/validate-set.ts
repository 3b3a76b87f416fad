import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import type { InputFault, ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
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
  { testSetSha256, validatorIds, validators: given = [], inputs: single }: PayloadOf<typeof validateTests>,
): Promise<{ faults: InputFault[]; unseen: number }> {
  const validators = [...(await programsById(db.em.fork(), validatorIds)), ...given];
  if (testSetSha256 === null) return { faults: await faultsOf(single ?? [], validators, runner, stopping), unseen: 0 };
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

/** Inputs one by one: none passes because a validator has failed on another one, or because the time was over. */
async function faultsOf(
  inputs: readonly string[],
  validators: readonly ProblemProgram[],
  runner: ProgramRunner,
  signal: AbortSignal,
): Promise<InputFault[]> {
  const startedAt = performance.now();
  const found: InputFault[] = [];
  for (const validator of validators) {
    for (const [index, input] of inputs.entries()) {
      if (found.some((fault) => fault.index === index)) continue;
      if (performance.now() - startedAt > VALIDATION_BUDGET_MS) {
        found.push({ validator: validator.name, index, message: "There was no time to run it." });
        continue;
      }
      const one = { count: 1, read: () => Promise.resolve(Buffer.from(input)) };
      const { faults } = await validate(runner, validator, one, { signal });
      found.push(...faults.map((fault) => ({ ...fault, index })));
    }
  }
  return found;
}
