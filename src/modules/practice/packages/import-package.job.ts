import { parseJson } from "../../../kernel/contract.js";
import { AppError } from "../../../kernel/errors.js";
import { Findings, type PackageFault } from "../../../judge/packages/package-faults.js";
import { PACKED_TYPE } from "../../../judge/packed.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { onDisk } from "../../../platform/storage/nameless-file.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { uploadKey } from "../../base/storage/process-upload.job.js";
import { UPLOAD_RULES } from "../../base/storage/upload-rules.js";
import { membershipsOf } from "../../accounts/organizations/content/content-owner.js";
import { User } from "../../base/users/user.entity.js";
import { rowJob, type Work } from "../../contracts/claimed-work.js";
import type { Claim } from "../../contracts/claims.js";
import type { TestValidation } from "../problems/programs/test-validation.js";
import { fittingTests } from "../problems/functions/fitting-tests.js";
import { signatureIn } from "../problems/functions/function-fields.js";
import { assembleTestSet, type AssembledSet } from "../problems/tests/test-set-assembly.js";
import { testSetKey } from "../problems/tests/stored-test-set.js";
import { filesOf, takeFiles } from "./import-files.js";
import { importPlan, type ImportPlan } from "./import-plan.js";
import { readPackageArchive } from "./package-archive.js";
import { contentOf } from "./package-content.js";
import { includedFilesOf } from "./package-included.js";
import { PackageImport } from "./package-import.entity.js";
import { programsOf } from "./package-programs.js";
import { publishImport } from "./package-import.topic.js";
import { noteInvalidTests } from "./package-validation.js";
import { plannedTests, takeTestFaults } from "./package-tests.js";
import { ClaimLost, TESTS, type StoreImport } from "./store-import.js";

export const importPackage = rowJob("import-package", "Imports an uploaded problem package.");

export type ImportCheckpoint = "import-before-store" | "import-before-commit" | "import-after-commit";

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  pubSub: PubSub;
  store: StoreImport;
  validation: TestValidation;
  log: Logger;
  /** Named points where tests kill the worker. */
  checkpoint: (name: ImportCheckpoint) => void;
}

/** About an hour, including backoff. */
const MOST_ATTEMPTS = 12;
const TELL_MS = 500;

/**
 * Runs in the worker: copies the archive to disk, reads it, checks all of it, and commits problem, tests and the end of the import together.
 * Safe to run any number of times on any number of workers: an import ends once. The uploaded archive is removed at the end.
 */
export function createImportWork({ db, storage, pubSub, store, validation, log, checkpoint }: Dependencies): Work {
  const fork = () => db.em.fork();

  const fail = async (
    { id, attempt }: Claim,
    { fileId }: ImportPlan,
    { faults, notes }: { faults: readonly PackageFault[]; notes: readonly unknown[] },
  ) => {
    const ended = await rows(
      fork(),
      `update package_imports set status = 'FAILED', plan = '', faults = ?::jsonb, ignored = ?::jsonb, finished_at = now(), leased_until = null
       where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
      [JSON.stringify(faults), JSON.stringify(notes), id, attempt],
    );
    if (ended.length === 0) return;
    publishImport({ pubSub, log }, id);
    log.info({ importId: id, attempt, faults: faults.length }, "problem package rejected");
    await removeUpload(fileId);
  };

  const removeUpload = async (fileId: string) => {
    await storage.remove(uploadKey(fileId));
    await fork().execute("delete from files where id = ?", [fileId]);
  };

  const putTests = ({ columns, packed, packedBytes }: AssembledSet) =>
    storage.putStream(testSetKey(columns.sha256), {
      content: packed(),
      sizeBytes: packedBytes,
      contentType: PACKED_TYPE,
      contentDisposition: null,
    });

  return async (claim, keep) => {
    const row = await fork().findOneOrFail(PackageImport, { id: claim.id });
    const plan = parseJson(importPlan, row.plan);
    const failWith = (code: PackageFault["code"], message: string) =>
      fail(claim, plan, { faults: [{ code, path: null, message }], notes: [] });
    if (claim.attempt > MOST_ATTEMPTS) return failWith("NOT_FINISHED", "The package could not be read or stored. Try again later.");
    const object = await storage.open(uploadKey(plan.fileId));
    if (!object) return failWith("FILE_GONE", "The uploaded file no longer exists. Upload it again.");
    const { role } = await fork().findOneOrFail(User, { id: claim.userId });
    const viewer = { id: claim.userId, role, memberships: await membershipsOf(fork(), claim.userId) };

    const tell = async (done: number, total: number) => {
      await keep({ done, total });
      publishImport({ pubSub, log }, claim.id);
    };
    const archive = await onDisk(object.content, UPLOAD_RULES.PROBLEM_PACKAGE.maxBytes);
    try {
      const read = await readPackageArchive(archive);
      if (!read.problem) return await fail(claim, plan, read);
      const { problem } = read;
      const findings = new Findings();
      findings.notes.push(...read.notes);
      const files = filesOf(problem, findings);
      const pictures = files.flatMap(({ kind, name }) => (kind === "PICTURE" ? name : []));
      const content = { ...contentOf(problem, findings, pictures), includedFiles: await includedFilesOf(problem, findings) };
      const tests = plannedTests(problem, findings);
      const programs = await programsOf(problem, findings);
      await tell(0, tests.length);
      let toldAt = Date.now();
      const onTest = async (done: number) => {
        if (Date.now() - toldAt < TELL_MS) return keep();
        toldAt = Date.now();
        await tell(done, tests.length);
      };
      const assembled = await assembleTestSet(fittingTests(signatureIn(content), tests), { onTest });
      if ("faults" in assembled) {
        takeTestFaults(assembled.faults, findings);
        return await fail(claim, plan, findings);
      }
      try {
        // Also compiles the program, which costs more than anything else: only if the rest is right.
        if (findings.faultCount > 0) return await fail(claim, plan, findings);
        const prepared = await store.prepare(viewer, plan, {
          format: problem.format,
          content,
          programs,
          files: await takeFiles(files, { storage, findings, onFile: () => keep() }),
          notes: findings.notes,
        });
        await keep();
        checkpoint("import-before-store");
        await putTests(assembled);
        const validators = await store.validate(plan, assembled.columns);
        await noteInvalidTests(validation, programs.others, assembled.columns, findings);
        await keep();
        checkpoint("import-before-commit");
        await store.commit(viewer, claim, { ...prepared, validators }, assembled.columns);
        checkpoint("import-after-commit");
        // The last other problem with the same tests may have been deleted in between, and the object with it.
        if (!(await storage.exists(testSetKey(assembled.columns.sha256)))) await putTests(assembled);
      } finally {
        await assembled.close();
      }
      publishImport({ pubSub, log }, claim.id);
      await removeUpload(plan.fileId);
    } catch (error) {
      if (error instanceof ClaimLost) return;
      if (!(error instanceof AppError) || RETRIED.includes(error.code)) throw error;
      const ofTests = error.extensions.fields?.some(({ field }) => field.split(".", 1)[0] === TESTS);
      await failWith(ofTests ? "TEST_INVALID" : error.code === "BAD_USER_INPUT" ? "CHECKER_INVALID" : "CONFLICT", error.message);
    } finally {
      await archive.close();
    }
  };
}

/** Reasons that pass. */
const RETRIED: readonly AppError["code"][] = ["JUDGE_UNAVAILABLE", "RATE_LIMITED", "SERVICE_UNAVAILABLE"];
