import type { ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import { AppError, conflictOf } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import type { Database, EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { fault, refusedTests, type TestFault } from "../tests/test-faults.js";
import type { TestColumns } from "../tests/test-set-versions.js";
import { programHeads, validatorsVersion } from "./program-rows.js";
import { validateTests } from "./validate-tests.job.js";

export interface TestValidation {
  /**
   * Runs all validators of the problem over a stored set, while the caller waits. BAD_USER_INPUT with the name of each test that one of
   * them rejects, JUDGE_UNAVAILABLE. Answers the version of the validators, for `expectValidators`. `field` is the path of the tests;
   * `indexOf` the place of a test in the input.
   */
  expectValid(problemId: string, columns: TestColumns, field: string, indexOf?: (name: string) => number | undefined): Promise<string>;
  /** Runs validators that are not stored yet. Null if the judge is not there, or does not answer in time. */
  inspect(validators: readonly Omit<ProblemProgram, "id">[], columns: TestColumns): Promise<Inspection | null>;
}

export interface Inspection {
  invalid: { test: string; message: string }[];
  /** Tests that not all validators have seen, as time was short. */
  unseen: number;
}

const WITHOUT_WORKER_MS = 5 * SECOND_MS;

export function createTestValidation({ db, jobs, log }: { db: Database; jobs: Jobs; log: Logger }): TestValidation {
  return {
    async expectValid(problemId, { sha256, tests }, field, indexOf = () => undefined) {
      const em = db.em.fork();
      const version = await validatorsVersion(em, problemId);
      const validatorIds = (await programHeads(em, problemId)).filter(({ purpose }) => purpose === "VALIDATOR").map(({ id }) => id);
      if (validatorIds.length === 0) return version;
      const call = jobs.call(validateTests, { testSetSha256: sha256, validatorIds }, newId(), { timeoutMs: MINUTE_MS });
      const { faults, unseen } = await call.catch((error: unknown) => {
        log.warn({ err: error, problemId }, "tests not validated");
        const message = "The judge could not validate the tests right now. Nothing was saved; try again.";
        throw new AppError("JUDGE_UNAVAILABLE", message, { retryAfterMs: 5 * SECOND_MS });
      });
      const invalid = faults.map(({ index, message }): TestFault => {
        const { name } = tests[index]!;
        return fault("INPUT_INVALID", name, message, indexOf(name));
      });
      if (unseen > 0) {
        const message = "The validators take too long for one request. Use importProblemTests or editProblemTests.";
        invalid.push(fault("NOT_FINISHED", null, message));
      }
      if (invalid.length > 0) throw refusedTests(invalid, field);
      return version;
    },

    async inspect(validators, { sha256, tests }) {
      const payload = { testSetSha256: sha256, validatorIds: [], validators: validators.map((one) => ({ id: newId(), ...one })) };
      const options = { timeoutMs: MINUTE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
      const found = await jobs.call(validateTests, payload, newId(), options).catch((error: unknown) => {
        log.warn({ err: error }, "tests of a package not validated");
        return null;
      });
      return found && { invalid: found.faults.map(({ index, message }) => ({ test: tests[index]!.name, message })), unseen: found.unseen };
    },
  };
}

/** CONFLICT if the validators are no longer those that the tests were checked with. The caller holds the lock on the problem's row. */
export async function expectValidators(em: EntityManager, problemId: string, version: string): Promise<void> {
  if ((await validatorsVersion(em, problemId)) === version) return;
  throw conflictOf("input.problemId", "The problem's validators have changed in the meantime. Send the tests again.", "OUTDATED");
}
