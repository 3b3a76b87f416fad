import { PACKED_TYPE } from "../../../../judge/packed.js";
import type { FunctionSignature } from "../../../../judge/functions/signature.js";
import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import { parseJson } from "../../../../kernel/contract.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import { uploadKey } from "../../../base/storage/process-upload.job.js";
import { membershipsOf } from "../../../accounts/organizations/content/content-owner.js";
import { User } from "../../../base/users/user.entity.js";
import type { ProblemEdits } from "../authors/problem-access.js";
import { Problem } from "../problem.entity.js";
import { testSetKey } from "./stored-test-set.js";
import { programsOf, versionOf } from "../programs/program-rows.js";
import { expectSameSignature, fittingTests } from "../functions/fitting-tests.js";
import { readContent } from "../revisions/problem-revisions.js";
import { expectValidators } from "../programs/test-validation.js";
import { createBuildProgress } from "./build-progress.js";
import { openPlan } from "./build-plan.js";
import { faultsOfInputs, type NamedInputs } from "./input-faults.js";
import { buildPlan, type BuildPlan } from "./test-plan.js";
import { fault, listedFaults, type TestFault } from "./test-faults.js";
import { assembleTestSet, type AssembledSet } from "./test-set-assembly.js";
import { TestSetBuild } from "./test-set-build.entity.js";
import { takeTests } from "./test-set-versions.js";

export const buildTestSet = rowJob("build-test-set", "Builds a test set from an uploaded archive or from single uploaded files.");

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  edits: ProblemEdits;
  runner: ProgramRunner;
  log: Logger;
  /** Named points where tests kill the worker. */
  checkpoint: (name: BuildCheckpoint) => void;
}

export type BuildCheckpoint = "build-before-store" | "build-before-commit" | "build-after-commit";

/** About an hour, including backoff. */
const MOST_ATTEMPTS = 12;
/** Another worker holds the build, so this worker's result is dropped. */
class ClaimLost extends Error {
  override name = "ClaimLost";
}

/**
 * Runs in the worker: copies the plan's data to disk, validates it, stores the set, and commits the new version together
 * with the end of the build. Safe to run any number of times on any number of workers: a build ends once.
 */
export function createBuildWork({ db, storage, edits, runner, log, checkpoint }: Dependencies): Work {
  const fork = () => db.em.fork();

  const fail = async ({ id, attempt }: Claim, faults: readonly TestFault[]) => {
    await rows(
      fork(),
      `update test_set_builds set status = 'FAILED', plan = '', faults = ?::jsonb, finished_at = now(), leased_until = null
       where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
      [JSON.stringify(listedFaults(faults)), id, attempt],
    );
    log.info({ buildId: id, attempt, faults: faults.length }, "test set rejected");
  };

  interface Built {
    plan: BuildPlan;
    problemId: string;
    /** Of the validators that the set was checked with. */
    validators: string;
    signature: FunctionSignature | null;
    set: AssembledSet;
  }

  const commit = async ({ id, userId, attempt }: Claim, { plan, problemId, validators, signature, set: { columns } }: Built) => {
    const { role } = await fork().findOneOrFail(User, { id: userId });
    const viewer = { id: userId, role, memberships: await membershipsOf(fork(), userId) };
    await edits.change(viewer, problemId, async (em, problem) => {
      await expectValidators(em, problemId, validators);
      await expectSameSignature(em, problem, signature);
      const testSet = await takeTests(em, viewer, problem, columns, plan);
      const ended = await rows(
        em,
        `update test_set_builds set status = 'READY', plan = '', test_set_id = ?, done = ?, total = ?, finished_at = now(), leased_until = null
         where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
        [testSet.id, columns.testCount, columns.testCount, id, attempt],
      );
      if (ended.length === 0) throw new ClaimLost();
    });
    log.info({ buildId: id, problemId, attempt, tests: columns.testCount, sizeBytes: columns.sizeBytes }, "test set built");
  };

  const store = async ({ columns, packed, packedBytes }: AssembledSet) => {
    const object = { content: packed(), sizeBytes: packedBytes, contentType: PACKED_TYPE, contentDisposition: null };
    await storage.putStream(testSetKey(columns.sha256), object);
  };

  return async (claim, keep) => {
    const build = await fork().findOneOrFail(TestSetBuild, { id: claim.id });
    if (claim.attempt > MOST_ATTEMPTS) {
      return fail(claim, [fault("NOT_FINISHED", null, "The tests could not be read or stored. Try again later.")]);
    }
    const plan = parseJson(buildPlan, build.plan);
    const problem = await fork().findOneOrFail(Problem, { id: build.problem.id });
    const { signature, drivers, includedFiles } = await readContent(fork(), problem.id, problem.latestRevision);
    const validators = await programsOf(fork(), problem.id, "VALIDATOR");
    const validatorsVersion = versionOf(validators.map(({ name, version }) => [name, version]));
    const progress = createBuildProgress(keep, { validators: validators.length, plan });
    const solutions = { asFunction: signature && { signature, drivers }, includedFiles };
    const deps = { em: fork(), storage, runner, solutions, onData: progress.step };
    const opened = await openPlan(deps, plan, { keepLineEnds: problem.keepLineEnds });
    try {
      if (opened.tests.length === 0 && opened.faults.length > 0) return await fail(claim, opened.faults);
      progress.total(opened.tests.length);
      const checkInputs = (inputs: NamedInputs) => faultsOfInputs(runner, validators, inputs, progress.step);
      const assembled = await assembleTestSet(fittingTests(signature, opened.tests), { onTest: progress.step, checkInputs });
      if ("faults" in assembled) return await fail(claim, [...opened.faults, ...assembled.faults]);
      try {
        if (opened.faults.length > 0) return await fail(claim, opened.faults);
        await keep();
        checkpoint("build-before-store");
        await store(assembled);
        checkpoint("build-before-commit");
        await commit(claim, { plan, problemId: problem.id, validators: validatorsVersion, signature, set: assembled });
        checkpoint("build-after-commit");
        // The last other problem with the same tests may have been deleted in between, and the object with it.
        if (!(await storage.exists(testSetKey(assembled.columns.sha256)))) await store(assembled);
      } finally {
        await assembled.close();
      }
      await removeFiles(fork(), storage, filesOf(plan));
    } catch (error) {
      if (error instanceof ClaimLost) return;
      if (!(error instanceof AppError)) throw error;
      await fail(claim, [fault("CONFLICT", null, error.message)]);
    } finally {
      await opened.close();
    }
  };
}

function filesOf(plan: BuildPlan): string[] {
  if (plan.kind === "archive") return [plan.fileId];
  const data = plan.tests.flatMap(({ input, output }) => [input, output]);
  return [...new Set(data.flatMap((one) => ("file" in one ? [one.file] : [])))];
}

/** The set now contains the data. Files left behind by a crash are removed as orphans after a day. */
async function removeFiles(em: EntityManager, storage: ObjectStorage, ids: readonly string[]): Promise<void> {
  for (const id of ids) await storage.remove(uploadKey(id));
  await em.execute("delete from files where id = any(?::uuid[])", [`{${ids.join(",")}}`]);
}
