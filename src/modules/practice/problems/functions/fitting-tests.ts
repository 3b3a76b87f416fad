/** Tests of a function problem fit its signature. They are stored as compact JSON, one argument per line. */
import type { SignedIn } from "../../../../access/viewer.js";
import { buffer } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { canonicalArguments, canonicalResult, FunctionTestFault } from "../../../../judge/functions/function-tests.js";
import { type FunctionSignature, typed, type TypedSignature } from "../../../../judge/functions/signature.js";
import { MIB } from "../../../../kernel/units.js";
import { badInput, conflictOf } from "../../../../kernel/errors.js";
import type { Database, EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { Problem, TestSet } from "../problem.entity.js";
import { openBase } from "../tests/build-plan.js";
import { BadTestData, fault, refusedTests, type TestFault } from "../tests/test-faults.js";
import type { PlannedTest } from "../tests/test-set-assembly.js";
import type { UpdateProblemInput } from "../edits/problem-edit.type.js";
import { readEditable } from "../authors/problem-access.js";
import { readContent } from "../revisions/problem-revisions.js";
import { functionWith } from "./function-fields.js";

/** Of the tests that a request reads, as it waits. */
const CHECKED_MAX_BYTES = 16 * MIB;

type Part = "input" | "output";

/** The data as it is stored. Throws BadTestData. */
export function fitting(signature: TypedSignature, part: Part, data: Buffer): Buffer {
  try {
    const text = data.toString();
    return Buffer.from(part === "input" ? canonicalArguments(signature, text) : canonicalResult(signature, text));
  } catch (error) {
    if (!(error instanceof FunctionTestFault)) throw error;
    throw new BadTestData("VALUE_INVALID", error.message);
  }
}

/** The tests of a build as they are stored. */
export function fittingTests(signature: FunctionSignature | null, tests: readonly PlannedTest[]): PlannedTest[] {
  if (signature === null) return [...tests];
  const types = typed(signature);
  const part = (test: PlannedTest, name: Part) =>
    async function* () {
      yield fitting(types, name, await buffer(test[name]()));
    };
  return tests.map((test) => ({ ...test, input: part(test, "input"), output: part(test, "output") }));
}

/** BAD_USER_INPUT with each test of a stored set that does not fit. `field` is the path of what names the set. */
export async function expectFitting(
  deps: { em: EntityManager; storage: ObjectStorage },
  signature: FunctionSignature | null,
  testSetId: string | null,
  field: string,
): Promise<void> {
  if (signature === null || testSetId === null) return;
  const { tests, sizeBytes } = await deps.em.findOneOrFail(TestSet, { id: testSetId }, { populate: ["tests"] });
  if (sizeBytes > CHECKED_MAX_BYTES) {
    const message =
      "The tests are too large to be checked against the signature in a request. Remove the signature, upload smaller tests, then set it.";
    throw badInput(field, message, "INVALID_VALUE");
  }
  const types = typed(signature);
  const base = await openBase(deps, testSetId);
  const faults: TestFault[] = [];
  try {
    for (const [at, { name }] of tests.entries()) {
      for (const part of ["input", "output"] as const) {
        const data = await buffer(base.source(at, part)());
        try {
          fitting(types, part, data);
        } catch (error) {
          if (!(error instanceof BadTestData)) throw error;
          faults.push(fault(error.code, name, error.message));
        }
      }
    }
  } finally {
    await base.close();
  }
  if (faults.length > 0) throw refusedTests(faults, field);
}

/** Before an update with a signature: BAD_USER_INPUT if the newest tests do not fit it. */
export function createExpectTestsFit({ db, storage }: { db: Database; storage: ObjectStorage }) {
  return async (viewer: SignedIn, input: Pick<UpdateProblemInput, "id" | "signature">): Promise<void> => {
    const em = db.em.fork();
    const { latest } = await readEditable(em, viewer, input.id);
    const before = await readContent(em, input.id, latest);
    const { signature } = functionWith(before, { signature: input.signature });
    if (isDeepStrictEqual(before.signature, signature)) return;
    const { draftTestSet, testSet } = await em.findOneOrFail(Problem, { id: input.id });
    await expectFitting({ em, storage }, signature, (draftTestSet ?? testSet)?.id ?? null, "input.signature");
  };
}

/** CONFLICT if the tests were checked against another signature. The caller holds the lock on the problem's row. */
export async function expectSameSignature(em: EntityManager, problem: Problem, checked: FunctionSignature | null): Promise<void> {
  const { signature } = await readContent(em, problem.id, problem.latestRevision);
  if (isDeepStrictEqual(signature, checked)) return;
  throw conflictOf("input.problemId", "The problem's signature has changed in the meantime. Send the tests again.", "OUTDATED");
}
