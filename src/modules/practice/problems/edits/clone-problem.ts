import { mayEditProblem, mayOpenProblem } from "../../../../access/policy.js";
import { maySee } from "../../../../access/visibility.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { entitlementRequired } from "../../../../kernel/errors.js";
import type { Database, EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { contentOwner } from "../../../accounts/organizations/content/content-owner.js";
import { User } from "../../../base/users/user.entity.js";
import { readProblem, slugConflictNamed } from "../authors/problem-access.js";
import { copyProgram } from "../checker-programs/checker-programs.js";
import { readFiles, withoutSolution } from "../files/problem-file.rows.js";
import { copyFiles } from "../files/store-problem-files.js";
import { copyPrograms } from "../programs/problem-programs.js";
import { NEW_CONTENT } from "./problem-content.js";
import type { CloneProblemInput } from "./problem-lifecycle.type.js";
import { beginRevisions, readContent } from "../revisions/problem-revisions.js";
import { Problem, TestSet } from "../problem.entity.js";
import type { ProblemRow } from "../problem.rows.js";
import { columnsOf, takeTests } from "../tests/test-set-versions.js";
import { packTests, storeTests } from "../tests/test-upload.js";

const SLUG_ROOM = 80 - "-copy-123456".length;

export type CloneProblem = (viewer: SignedIn, input: CloneProblemInput) => Promise<ProblemRow>;

/**
 * Creates a draft owned by the viewer with a problem's content. It exposes nothing the viewer could not read before:
 * editors get the latest revision and all tests; others get the published content, only the samples, and the explanation
 * with its pictures only if they have solved the problem, and neither checker program nor interactor. Premium problems stay premium.
 */
export function createCloneProblem({ db, storage }: { db: Database; storage: ObjectStorage }): CloneProblem {
  return async (viewer, input) => {
    const em = db.em.fork();
    const owner = await contentOwner(em, viewer, input.organizationId);
    const source = await readProblem(em, viewer, { id: input.id });
    if (!mayOpenProblem(viewer, source)) throw entitlementRequired("premium-problems");
    const isEditor = mayEditProblem(viewer, source);
    const content = await readContent(em, source.id, isEditor ? source.latest : source.revision);
    if (!maySee(viewer, "solver", "problem", source as never)) {
      content.explanation = "";
      content.files = withoutSolution(await readFiles(em, content.files), content).map(({ id }) => id);
    }
    if (input.title) content.title = input.title.trim();
    // Groups name hidden tests, which the copy does not have.
    if (!isEditor) content.scoring = NEW_CONTENT.scoring;
    // Only editors of the original may read its programs.
    if (!isEditor && content.checkerProgram) Object.assign(content, { checker: NEW_CONTENT.checker, checkerProgram: null });
    if (!isEditor) content.drivers = {};
    if (!isEditor) Object.assign(content, { interactor: null, checksInteractorOutput: false, passes: 1 });
    const tests = await testsOf(em, source.id, isEditor, storage);

    const copy = Object.assign(new Problem(), owner);
    copy.slug = input.slug ?? `${source.slug.slice(0, SLUG_ROOM)}-copy-${copy.id.slice(-6)}`;
    copy.premium = source.premium;
    copy.keepLineEnds = source.keepLineEnds;
    await slugConflictNamed(() =>
      db.transaction(async (tx) => {
        copy.author = tx.getReference(User, viewer.id, { wrapped: true });
        copy.clonedFrom = tx.getReference(Problem, source.id, { wrapped: true });
        if (content.checkerProgram) content.checkerProgram = await copyProgram(tx, content.checkerProgram, copy);
        if (content.interactor) content.interactor = await copyProgram(tx, content.interactor, copy);
        content.files = await copyFiles(tx, content.files, copy);
        beginRevisions(tx, viewer, copy, content, `A copy of ${source.slug}.`);
        await tx.flush();
        // Only editors of the original may read its programs.
        if (isEditor) await copyPrograms(tx, source.id, copy);
        if (tests) await takeTests(tx, viewer, copy, tests, {});
      }),
    );
    return readProblem(em, viewer, { id: copy.id });
  };
}

/** All tests (objects in storage can be shared by two problems), or a set of only the samples. Null if there are none. */
async function testsOf(em: EntityManager, problemId: string, all: boolean, storage: ObjectStorage) {
  const { testSet, draftTestSet } = await em.findOneOrFail(Problem, { id: problemId });
  const chosen = (all && draftTestSet) || testSet;
  if (!chosen) return null;
  const found = await em.findOneOrFail(TestSet, { id: chosen.id }, { populate: ["tests"] });
  if (all) return columnsOf(found);
  if (found.samples.length === 0) return null;
  const packed = await packTests(
    found.samples.map((sample) => ({ ...sample, sample: true })),
    { keepLineEnds: true },
  );
  await storeTests(storage, packed);
  return packed.columns;
}
