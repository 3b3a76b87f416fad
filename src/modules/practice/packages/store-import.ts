/** Makes the content of a package a problem, or a new revision and test version of one. */
import type { SignedIn } from "../../../access/viewer.js";
import type { PackageNote } from "../../../judge/packages/package-faults.js";
import type { PackageFormat } from "../../../judge/packages/problem-package.js";
import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import { User } from "../../base/users/user.entity.js";
import type { Claim } from "../../contracts/claims.js";
import { slugConflictNamed, type ProblemEdits } from "../problems/authors/problem-access.js";
import { storePrograms, type CheckerPrograms, type ReadyPrograms } from "../problems/checker-programs/checker-programs.js";
import type { CheckerProgramInput } from "../problems/checker-programs/checker-program.type.js";
import { NEW_CONTENT } from "../problems/edits/problem-content.js";
import { contentWith, slugFrom } from "../problems/edits/problem-fields.js";
import { SLUG_MAX } from "../problems/edits/problem-limits.js";
import { Problem } from "../problems/problem.entity.js";
import { beginRevisions, expectRevision, readContent, revise } from "../problems/revisions/problem-revisions.js";
import { takeTests, type TestColumns } from "../problems/tests/test-set-versions.js";
import type { ImportPlan } from "./import-plan.js";
import type { PackageContent } from "./package-content.js";

/** Another worker holds the import, so this worker's result is dropped. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

interface Importable {
  format: PackageFormat;
  content: PackageContent;
  program: CheckerProgramInput | undefined;
  notes: readonly PackageNote[];
}

interface Prepared extends Omit<Importable, "program"> {
  plan: ImportPlan;
  programs: ReadyPrograms;
}

export interface StoreImport {
  /** Compiles the checker program. Changes nothing. AppError if it does not compile, or the judge is not there. */
  prepare(viewer: SignedIn, plan: ImportPlan, importable: Importable): Promise<Prepared>;
  /** One transaction. AppError if the viewer may not edit the problem any more, or it has changed. */
  commit(viewer: SignedIn, claim: Claim, prepared: Prepared, tests: TestColumns): Promise<void>;
}

export function createStoreImport({ db, edits, programs }: { db: Database; edits: ProblemEdits; programs: CheckerPrograms }): StoreImport {
  const freeSlug = async (wanted: string): Promise<string> => {
    const taken = await rows(db.em.fork(), "select 1 from problems where slug = ?", [wanted]);
    const suffix = `-${newId().slice(-6)}`;
    return taken.length === 0 ? wanted : wanted.slice(0, SLUG_MAX - suffix.length).replace(/-$/, "") + suffix;
  };

  const create = async (tx: Transaction, viewer: SignedIn, slug: string, { plan, content, programs }: Prepared, tests: TestColumns) => {
    const problem = new Problem();
    problem.author = tx.getReference(User, viewer.id, { wrapped: true });
    problem.slug = slug;
    const stored = await storePrograms(tx, problem, programs);
    beginRevisions(tx, viewer, problem, contentWith(NEW_CONTENT, content, null, stored), plan.note);
    await tx.flush();
    await takeTests(tx, viewer, problem, tests, { note: plan.note });
    return problem;
  };

  const change = async (tx: Transaction, viewer: SignedIn, problem: Problem, { plan, content, programs }: Prepared, tests: TestColumns) => {
    expectRevision(problem, plan.expectedRevision);
    const before = await readContent(tx, problem.id, problem.latestRevision);
    const stored = await storePrograms(tx, problem, programs);
    await revise(tx, viewer, problem, contentWith(before, content, null, stored), { note: plan.note, draft: !plan.publish });
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
    async prepare(viewer, plan, { program, ...others }) {
      return { plan, ...others, programs: await programs.ready(viewer, plan.problemId, { checkerProgram: program }) };
    },

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
