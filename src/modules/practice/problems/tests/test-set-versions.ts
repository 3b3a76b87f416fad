/** Versions of a problem's tests: at most one is live, and at most one newer version is a draft. */
import { isDeepStrictEqual } from "node:util";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, conflictOf } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem, TestSet } from "../problem.entity.js";

export type TestColumns = Pick<TestSet, "sha256" | "testCount" | "sizeBytes" | "samples" | "tests">;

export interface TestSetOptions {
  note?: string | null;
  /** CONFLICT unless this is the newest version, live or draft; 0 means no tests, null skips the check. */
  expectedVersion?: number | null;
  /** Makes the tests live immediately; always the case for problems never published. */
  publish?: boolean | null;
}

export function columnsOf({ sha256, testCount, sizeBytes, samples, tests }: TestSet): TestColumns {
  return { sha256, testCount, sizeBytes, samples, tests };
}

/**
 * Makes the tests the problem's live or draft version. Tests identical to the live or draft set add no version; tests
 * identical to the live set discard the draft. The caller must hold the lock on the problem's row.
 */
export async function takeTests(
  em: EntityManager,
  viewer: SignedIn,
  problem: Problem,
  written: TestColumns & { restoredFrom?: number },
  { note, expectedVersion, publish }: TestSetOptions,
): Promise<TestSet> {
  const live = (await problem.testSet?.load()) ?? null;
  const draft = (await problem.draftTestSet?.load()) ?? null;
  const newest = (draft ?? live)?.version ?? 0;
  if (expectedVersion != null && expectedVersion !== newest) throw versionConflict(newest);
  await em.populate(
    [draft, live].filter((testSet) => testSet !== null),
    ["tests"],
  );
  const same = [draft, live].find((testSet) => testSet && hasTests(testSet, written));
  const testSet = same ?? (await addVersion(em, viewer, problem, { ...written, note: note ?? "" }));
  if (publish === true || problem.publishedAt === null || testSet === live) makeLive(em, problem, testSet);
  else problem.draftTestSet = em.getReference(TestSet, testSet.id, { wrapped: true });
  return testSet;
}

/** Uses the set for new submissions. A former draft stays in the list of versions. */
export function makeLive(em: EntityManager, problem: Problem, testSet: TestSet): void {
  if (problem.status === "PUBLISHED") checkPublishable(testSet);
  problem.draftTestSet = null;
  if (problem.testSet?.id === testSet.id) return;
  problem.testSet = em.getReference(TestSet, testSet.id, { wrapped: true });
  problem.updatedAt = new Date();
}

/** Learners need a visible test, and the judge a hidden one. */
export function checkPublishable({ samples, testCount }: Pick<TestSet, "samples" | "testCount">): void {
  if (samples.length === 0) throw new AppError("CONFLICT", "A published problem needs a test that is marked as a sample.");
  if (samples.length === testCount)
    throw new AppError("CONFLICT", "A published problem needs a hidden test, but all of these are samples.");
}

export function versionConflict(newest: number): AppError {
  const message = `The tests have been changed since: the newest version is ${newest}. Read them again and repeat your change.`;
  return conflictOf("input.expectedVersion", message, "OUTDATED");
}

function hasTests(testSet: TestSet, { sha256, samples, tests }: TestColumns): boolean {
  return (
    testSet.sha256 === sha256 && isDeepStrictEqual(testSet.samples, samples) && isDeepStrictEqual(origins(testSet), origins({ tests }))
  );
}

const origins = ({ tests }: Pick<TestSet, "tests">) => tests.map(({ origin }) => origin ?? null);

async function addVersion(
  em: EntityManager,
  viewer: SignedIn,
  problem: Problem,
  written: TestColumns & { note: string; restoredFrom?: number },
): Promise<TestSet> {
  const [last] = await rows<{ version: number }>(em, "select coalesce(max(version), 0) as version from test_sets where problem_id = ?", [
    problem.id,
  ]);
  const testSet = Object.assign(new TestSet(), written, { version: (last?.version ?? 0) + 1 });
  testSet.problem = em.getReference(Problem, problem.id, { wrapped: true });
  testSet.uploadedBy = em.getReference(User, viewer.id, { wrapped: true });
  em.persist(testSet);
  await em.flush();
  return testSet;
}
