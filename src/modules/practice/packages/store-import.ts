/** Makes the content of a package a problem, or a new revision and test version of one. */
import type { SignedIn } from "../../../access/viewer.js";
import type { PackageNote } from "../../../judge/packages/package-faults.js";
import type { PackageFormat } from "../../../judge/packages/problem-package.js";
import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import { contentOwner } from "../../accounts/organizations/content/content-owner.js";
import { User } from "../../base/users/user.entity.js";
import type { Claim } from "../../contracts/claims.js";
import { slugConflictNamed, type ProblemEdits } from "../problems/authors/problem-access.js";
import { storePrograms, type CheckerPrograms, type ReadyPrograms } from "../problems/checker-programs/checker-programs.js";
import { NEW_CONTENT } from "../problems/edits/problem-content.js";
import { contentWith, slugFrom } from "../problems/edits/problem-fields.js";
import { SLUG_MAX } from "../problems/edits/problem-limits.js";
import { Problem } from "../problems/problem.entity.js";
import { keepFiles, type NewProblemFile } from "../problems/files/store-problem-files.js";
import { putProgram } from "../problems/programs/problem-programs.js";
import { expectValidators, type TestValidation } from "../problems/programs/test-validation.js";
import { beginRevisions, expectRevision, readContent, revise } from "../problems/revisions/problem-revisions.js";
import { takeTests, type TestColumns } from "../problems/tests/test-set-versions.js";
import type { ImportPlan } from "./import-plan.js";
import type { PackageContent } from "./package-content.js";
import type { ImportedPrograms } from "./package-programs.js";

/** Path of tests in the errors of `validate`. */
export const TESTS = "tests";

/** Another worker holds the import, so this worker's result is dropped. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

interface Importable {
  format: PackageFormat;
  content: PackageContent;
  programs: ImportedPrograms;
  /** Stored already, without rows. They replace those that the problem has. */
  files: readonly NewProblemFile[];
  notes: readonly PackageNote[];
}

interface Prepared extends Importable {
  plan: ImportPlan;
  ready: ReadyPrograms;
}

interface Checked extends Prepared {
  /** Version of the validators that have accepted the tests; null for a new problem. */
  validators: string | null;
}

export interface StoreImport {
  /** Compiles checker and interactor. Changes nothing. AppError if it does not compile, or the judge is not there. */
  prepare(viewer: SignedIn, plan: ImportPlan, importable: Importable): Promise<Prepared>;
  /** Runs the validators that the problem has over the stored tests. AppError if one rejects a test. */
  validate(plan: ImportPlan, tests: TestColumns): Promise<string | null>;
  /** One transaction. AppError if the viewer may not edit the problem any more, or it has changed. */
  commit(viewer: SignedIn, claim: Claim, checked: Checked, tests: TestColumns): Promise<void>;
}

interface Dependencies {
  db: Database;
  edits: ProblemEdits;
  programs: CheckerPrograms;
  validation: TestValidation;
}

export function createStoreImport({ db, edits, programs, validation }: Dependencies): StoreImport {
  const freeSlug = async (wanted: string): Promise<string> => {
    const taken = await rows(db.em.fork(), "select 1 from problems where slug = ?", [wanted]);
    const suffix = `-${newId().slice(-6)}`;
    return taken.length === 0 ? wanted : wanted.slice(0, SLUG_MAX - suffix.length).replace(/-$/, "") + suffix;
  };

  const create = async (
    tx: Transaction,
    viewer: SignedIn,
    slug: string,
    { plan, content, ready, files, programs: { others } }: Checked,
    tests: TestColumns,
  ) => {
    const problem = new Problem();
    if (plan.organizationId !== null) Object.assign(problem, await contentOwner(tx, viewer, plan.organizationId));
    problem.author = tx.getReference(User, viewer.id, { wrapped: true });
    problem.slug = slug;
    const stored = await storePrograms(tx, problem, ready);
    const kept = await keepFiles(tx, problem, files);
    beginRevisions(tx, viewer, problem, { ...contentWith(NEW_CONTENT, content, null, stored), files: kept }, plan.note);
    await tx.flush();
    for (const program of others) await putProgram(tx, problem, program);
    await takeTests(tx, viewer, problem, tests, { note: plan.note });
    return problem;
  };

  const change = async (
    tx: Transaction,
    viewer: SignedIn,
    problem: Problem,
    { plan, content, ready, files, programs: { others }, validators }: Checked,
    tests: TestColumns,
  ) => {
    expectRevision(problem, plan.expectedRevision);
    if (validators !== null) await expectValidators(tx, problem.id, validators);
    const before = await readContent(tx, problem.id, problem.latestRevision);
    const stored = await storePrograms(tx, problem, ready);
    const after = { ...contentWith(before, content, null, stored), files: await keepFiles(tx, problem, files) };
    await revise(tx, viewer, problem, after, { note: plan.note, draft: !plan.publish });
    for (const program of others) await putProgram(tx, problem, program);
    await takeTests(tx, viewer, problem, tests, { note: plan.note, publish: plan.publish });
  };

  const end = async (
    tx: Transaction,
    { id, attempt }: Claim,
    problem: Problem,
    { format, notes }: Prepared,
    { testCount }: TestColumns,
  ) => {
    await tx.flush();
    const ended = await rows(
      tx,
      `update package_imports set status = 'READY', plan = '', format = ?, ignored = ?::jsonb, problem_id = ?, done = ?, total = ?, finished_at = now(),
         leased_until = null where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
      [format, JSON.stringify(notes), problem.id, testCount, testCount, id, attempt],
    );
    if (ended.length === 0) throw new ClaimLost();
  };

  return {
    async prepare(viewer, plan, importable) {
      const { checkerProgram, interactor } = importable.programs;
      return { plan, ...importable, ready: await programs.ready(viewer, plan.problemId, { checkerProgram, interactor }) };
    },

    validate: async ({ problemId }, tests) => (problemId === null ? null : validation.expectValid(problemId, tests, TESTS)),

    async commit(viewer, claim, prepared, tests) {
      const { plan, content } = prepared;
      if (plan.problemId !== null) {
        return edits.change(viewer, plan.problemId, async (tx, problem) => {
          await change(tx, viewer, problem, prepared, tests);
          await end(tx, claim, problem, prepared, tests);
        });
      }
      const slug = plan.slug ?? (await freeSlug(slugOf(content.title)));
      await slugConflictNamed(() =>
        db.transaction(async (tx) => end(tx, claim, await create(tx, viewer, slug, prepared, tests), prepared, tests)),
      );
    },
  };
}

/** Titles in other scripts give no slug. */
function slugOf(title: string): string {
  try {
    return slugFrom(title);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `problem-${newId().slice(-6)}`;
  }
}
