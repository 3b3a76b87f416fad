import type { SignedIn } from "../../../../access/viewer.js";
import { readTestSlices } from "../../../../judge/test-set-slices.js";
import { conflictOf, notFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { readEditable, type ProblemEdits } from "../authors/problem-access.js";
import { expectValidators, type TestValidation } from "../programs/test-validation.js";
import type { TestInput } from "./problem-tests.type.js";
import { TestSet } from "../problem.entity.js";
import type { ProblemRow } from "../problem.rows.js";
import { expectFitting, expectSameSignature } from "../functions/fitting-tests.js";
import { readContent } from "../revisions/problem-revisions.js";
import { testSetKey, type TestContent, type TestSummary } from "./stored-test-set.js";
import { columnsOf, makeLive, takeTests, type TestSetOptions } from "./test-set-versions.js";
import { packTests, storeTests } from "./test-upload.js";
import { sliceOfText } from "./text-slice.js";

export interface TestQuery {
  problemId: string;
  version: number;
  name: string;
  offsetBytes: number;
  maxBytes: number;
}

export interface ProblemTests {
  /** Stores the tests, then makes them the next version, live or draft. Identical tests change nothing. */
  setTests(viewer: SignedIn, problemId: string, tests: readonly TestInput[], options?: TestSetOptions): Promise<ProblemRow>;
  /** Makes an older version's tests the next version. NOT_FOUND if that version does not exist. */
  restoreTests(viewer: SignedIn, problemId: string, version: number, options?: TestSetOptions): Promise<ProblemRow>;
  /** Makes the draft live. CONFLICT if the draft's version differs. */
  publishTests(viewer: SignedIn, problemId: string, version: number): Promise<ProblemRow>;
  /** A slice of one test, including hidden tests. For editors of the problem. */
  readTest(em: EntityManager, viewer: SignedIn, query: TestQuery): Promise<TestContent>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  edits: ProblemEdits;
  validation: TestValidation;
}

export function createProblemTests({ db, storage, edits, validation }: Dependencies): ProblemTests {
  return {
    async setTests(viewer, problemId, tests, options = {}) {
      // Checked before the upload too, so that nobody can fill the storage through other people's problems.
      const { keepLineEnds, latest } = await readEditable(db.em.fork(), viewer, problemId);
      const { signature } = await readContent(db.em.fork(), problemId, latest);
      const packed = await packTests(tests, { keepLineEnds, signature });
      await storeTests(storage, packed);
      const indexOf = (name: string) => tests.findIndex((test) => test.name === name);
      const validators = await validation.expectValid(problemId, packed.columns, "input.tests", indexOf);
      const edited = await edits.edit(viewer, problemId, async (em, problem) => {
        await expectValidators(em, problemId, validators);
        await expectSameSignature(em, problem, signature);
        await takeTests(em, viewer, problem, packed.columns, options);
      });
      // Stored again: the last other problem with the same tests may have been deleted in between, and the object with it.
      await storeTests(storage, packed);
      return edited;
    },

    async restoreTests(viewer, problemId, version, options = {}) {
      const { latest } = await readEditable(db.em.fork(), viewer, problemId);
      const old = await db.em.fork().findOne(TestSet, { problem: problemId, version }, { populate: ["tests"] });
      if (!old) throw notFound("version of its tests");
      const { signature } = await readContent(db.em.fork(), problemId, latest);
      await expectFitting({ em: db.em.fork(), storage }, signature, old.id, "input.version");
      const validators = await validation.expectValid(problemId, columnsOf(old), "input.version");
      return edits.edit(viewer, problemId, async (em, problem) => {
        await expectValidators(em, problemId, validators);
        await expectSameSignature(em, problem, signature);
        await takeTests(em, viewer, problem, { ...columnsOf(old), restoredFrom: version }, options);
      });
    },

    publishTests: (viewer, problemId, version) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        const draft = await problem.draftTestSet?.load();
        if (draft?.version !== version) {
          const message = draft ? `The draft is now version ${draft.version}.` : "There is no draft of the tests.";
          throw conflictOf("input.version", message, "OUTDATED");
        }
        makeLive(em, problem, draft);
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
      const { sample, inputBytes, outputBytes, checkerArguments } = found.tests[index]!;
      const window = { offset: offsetBytes, length: maxBytes };
      const { input, output } = await readTestSlices(await storage.read(testSetKey(found.sha256)), found.tests, index, window);
      return {
        name,
        sample,
        ...(checkerArguments && { checkerArguments }),
        input: sliceOfText(input, offsetBytes, inputBytes),
        output: sliceOfText(output, offsetBytes, outputBytes),
      };
    },
  };
}
