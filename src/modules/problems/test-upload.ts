import { isDeepStrictEqual } from "node:util";
import { encodeTestSet, TestSetError } from "../../judge/test-set.js";
import { AppError, badInput } from "../../kernel/errors.js";
import { MIB } from "../../kernel/units.js";
import type { ObjectStorage } from "../../platform/object-storage.js";
import type { TestInput } from "./problem-tests.type.js";
import type { TestSet } from "./problem.entity.js";
import { testSetKey, type Sample } from "./test-set.js";

const SET_LIMIT_BYTES = 256 * MIB;

export interface PackedTests {
  columns: Pick<TestSet, "sha256" | "testCount" | "sizeBytes" | "samples" | "tests">;
  /** The object to store. */
  content: Buffer;
  /** Whether the test set already has exactly these tests. */
  isIn(testSet: TestSet): boolean;
}

/** Builds the package. Samples go first, so that a learner's program meets them first. */
export async function packTests(inputs: readonly TestInput[]): Promise<PackedTests> {
  const ordered = [...inputs.filter(({ sample }) => sample), ...inputs.filter(({ sample }) => !sample)];
  const tests = ordered.map(({ name, sample, input, output }) => ({
    name,
    sample: sample ?? false,
    input: Buffer.from(input),
    expected: Buffer.from(output),
  }));
  const sizeBytes = tests.reduce((sum, { input, expected }) => sum + input.length + expected.length, 0);
  if (sizeBytes > SET_LIMIT_BYTES) {
    throw new AppError("PAYLOAD_TOO_LARGE", `The tests have ${sizeBytes} bytes; at most ${SET_LIMIT_BYTES} are taken.`, {
      limitBytes: SET_LIMIT_BYTES,
    });
  }
  const { sha256, content, index } = await encode(tests);
  const samples: Sample[] = ordered
    .filter(({ sample }) => sample)
    .map(({ name, input, output, explanation }) => ({ name, input, output, explanation: explanation ?? "" }));
  return {
    content,
    columns: {
      sha256,
      sizeBytes,
      samples,
      testCount: tests.length,
      tests: index.map(({ name, sample, inputBytes, expectedBytes }) => ({ name, sample, inputBytes, outputBytes: expectedBytes })),
    },
    isIn: (testSet) => testSet.sha256 === sha256 && isDeepStrictEqual(testSet.samples, samples),
  };
}

async function encode(tests: Parameters<typeof encodeTestSet>[0]): ReturnType<typeof encodeTestSet> {
  try {
    return await encodeTestSet(tests);
  } catch (error) {
    if (error instanceof TestSetError) throw badInput("input.tests", `${error.message[0]?.toUpperCase()}${error.message.slice(1)}.`);
    throw error;
  }
}

/** Content-addressed and immutable: what is there already is what we would write. */
export async function storeTests(storage: ObjectStorage, { columns, content }: PackedTests): Promise<void> {
  const key = testSetKey(columns.sha256);
  if (!(await storage.exists(key))) await storage.put(key, content, "application/gzip");
}
