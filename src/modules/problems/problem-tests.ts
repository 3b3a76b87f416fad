import type { SignedIn } from "../../access/viewer.js";
import { readTestSlices } from "../../judge/test-set-slices.js";
import { AppError, conflictOf, notFound } from "../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../platform/database.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import { User } from "../users/user.entity.js";
import { readEditable, type ProblemEdits } from "./problem-access.js";
import type { TestInput } from "./problem-tests.type.js";
import { Problem, TestSet } from "./problem.entity.js";
import type { ProblemRow } from "./problem.rows.js";
import { testSetKey, type TestContent, type TestSummary } from "./test-set.js";
import { packTests, storeTests } from "./test-upload.js";
import { sliceOfText } from "./text-slice.js";

export interface TestQuery {
  problemId: string;
  version: number;
  name: string;
  offsetBytes: number;
  maxBytes: number;
}

export interface TestSetOptions {
  note?: string | null;
  /** CONFLICT unless this is the current version; 0 stands for none. */
  expectedVersion?: number | null;
}

export interface ProblemTests {
  /** Stores the tests, then makes them the problem's next version. The same tests again change nothing. */
  setTests(viewer: SignedIn, problemId: string, tests: readonly TestInput[], options?: TestSetOptions): Promise<ProblemRow>;
  /** Makes the tests of an older version the next one. NOT_FOUND when there is no such version. */
  restoreTests(viewer: SignedIn, problemId: string, version: number, options?: TestSetOptions): Promise<ProblemRow>;
  /** A piece of one test, hidden or not, for those who may edit the problem. */
  readTest(em: EntityManager, viewer: SignedIn, query: TestQuery): Promise<TestContent>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  edits: ProblemEdits;
}

export function createProblemTests({ db, storage, edits }: Dependencies): ProblemTests {
  return {
    async setTests(viewer, problemId, tests, options = {}) {
      // Asked before the upload as well, so that nobody can fill the storage through problems that are not theirs.
      await readEditable(db.em.fork() as EntityManager, viewer, problemId);
      const packed = await packTests(tests);
      await storeTests(storage, packed);
      const edited = await edits.edit(viewer, problemId, async (em, problem) => {
        const current = await expectVersion(problem, options);
        if (!current || !packed.isIn(current)) await makeCurrent(em, viewer, problem, { ...packed.columns, note: options.note ?? "" });
      });
      // The last other problem with these very tests may have been deleted in between, and the object with it.
      await storeTests(storage, packed);
      return edited;
    },

    restoreTests: (viewer, problemId, version, options = {}) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        const current = await expectVersion(problem, options);
        const old = await em.findOne(TestSet, { problem: problem.id, version }, { populate: ["tests"] });
        if (!old) throw notFound("version of its tests");
        if (old.id === current?.id) return;
        await makeCurrent(em, viewer, problem, { ...columnsOf(old), note: options.note ?? "", restoredFrom: version });
      }),

    async readTest(em, viewer, { problemId, version, name, offsetBytes, maxBytes }) {
      const { id } = await readEditable(em, viewer, problemId);
      const [found] = await rows<{ sha256: string; tests: TestSummary[] }>(
        em,
        "select sha256, tests from test_sets where problem_id = ? and version = ?",
        [id, version],
      );
      if (!found) throw notFound("version of its tests");
      const index = found.tests.findIndex((test) => test.name === name);
      if (index < 0) throw notFound("test");
      const { sample, inputBytes, outputBytes } = found.tests[index]!;
      const window = { offset: offsetBytes, length: maxBytes };
      const { input, output } = await readTestSlices(await storage.read(testSetKey(found.sha256)), found.tests, index, window);
      return {
        name,
        sample,
        input: sliceOfText(input, offsetBytes, inputBytes),
        output: sliceOfText(output, offsetBytes, outputBytes),
      };
    },
  };
}

type Columns = Pick<TestSet, "sha256" | "testCount" | "sizeBytes" | "samples" | "tests">;

export function columnsOf({ sha256, testCount, sizeBytes, samples, tests }: TestSet): Columns {
  return { sha256, testCount, sizeBytes, samples, tests };
}

/** Adds the problem's next version and points the problem to it. Call it with the problem's row held. */
export async function makeCurrent(
  em: EntityManager,
  viewer: SignedIn,
  problem: Problem,
  written: Columns & { note?: string; restoredFrom?: number },
): Promise<void> {
  const [last] = await rows<{ version: number }>(em, "select coalesce(max(version), 0) as version from test_sets where problem_id = ?", [
    problem.id,
  ]);
  const testSet = Object.assign(new TestSet(), written, { version: (last?.version ?? 0) + 1 });
  testSet.problem = em.getReference(Problem, problem.id, { wrapped: true });
  testSet.uploadedBy = em.getReference(User, viewer.id, { wrapped: true });
  em.persist(testSet);
  await em.flush();
  if (problem.status === "PUBLISHED") checkPublishable(testSet);
  problem.testSet = em.getReference(TestSet, testSet.id, { wrapped: true });
  problem.updatedAt = new Date();
}

/** Learners need something to see, and the judge something they can't see. */
export function checkPublishable({ samples, testCount }: Pick<TestSet, "samples" | "testCount">): void {
  if (samples.length === 0) throw new AppError("CONFLICT", "A published problem needs a test that is marked as a sample.");
  if (samples.length === testCount) throw new AppError("CONFLICT", "A published problem needs a hidden test: all of these are samples.");
}

async function expectVersion(problem: Problem, { expectedVersion }: TestSetOptions): Promise<TestSet | null> {
  const current = (await problem.testSet?.load()) ?? null;
  if (expectedVersion == null || expectedVersion === (current?.version ?? 0)) return current;
  const message = `The tests have been changed since: version ${current?.version ?? 0} is current. Look at them again and repeat your change.`;
  throw conflictOf("input.expectedVersion", message, "OUTDATED");
}
