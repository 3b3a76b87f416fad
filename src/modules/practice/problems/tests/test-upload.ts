import { createHash } from "node:crypto";
import { PACKED_TYPE } from "../../../../judge/packed.js";
import { type FunctionSignature, typed } from "../../../../judge/functions/signature.js";
import { encodeTestSet } from "../../../../judge/test-set.js";
import { AppError } from "../../../../kernel/errors.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { fitting } from "../functions/fitting-tests.js";
import { testSetKey, type Sample } from "./stored-test-set.js";
import { withoutCarriageReturns } from "./line-ends.js";
import { BadTestData, fault, faultOfExplanation, faultOfSample, faultsOfTests, refusedTests, type TestFault } from "./test-faults.js";
import { INLINE_LIMIT_BYTES, limitsInWords } from "./test-limits.js";
import type { TestColumns } from "./test-set-versions.js";

export interface PackedTests {
  columns: TestColumns;
  /** The object to store. */
  content: Buffer;
}

interface TestInput {
  name: string;
  input: string;
  output: string;
  sample?: boolean | null;
  explanation?: string | null;
  checkerArguments?: string[] | null;
}

interface Options {
  keepLineEnds: boolean;
  /** Of a function problem: the tests have to fit it. */
  signature?: FunctionSignature | null;
}

/** Throws BAD_USER_INPUT with all faults of all tests. `field` is the path of the list. */
export function checkTests(inputs: readonly TestInput[], field: string): void {
  const faults = faultsOf(contentsOf(inputs, { keepLineEnds: false }));
  if (faults.length > 0) throw refusedTests(faults, field, { parts: true });
}

function contentsOf(inputs: readonly TestInput[], { keepLineEnds }: Options) {
  const bytesOf = (text: string) => (keepLineEnds ? Buffer.from(text) : withoutCarriageReturns(Buffer.from(text)));
  return inputs.map(({ name, sample, explanation, input, output, checkerArguments }) => ({
    name,
    sample: sample ?? false,
    explanation: explanation ?? "",
    input: bytesOf(input),
    output: bytesOf(output),
    ...(checkerArguments && { checkerArguments }),
  }));
}

function fittingContents(tests: ReturnType<typeof contentsOf>, signature: FunctionSignature | null, faults: TestFault[]): typeof tests {
  if (signature === null) return tests;
  const types = typed(signature);
  return tests.map((test, at) => {
    const part = (name: "input" | "output"): Buffer => {
      try {
        return fitting(types, name, test[name]);
      } catch (error) {
        if (!(error instanceof BadTestData)) throw error;
        faults.push(fault(error.code, test.name, error.message, at));
        return test[name];
      }
    };
    return { ...test, input: part("input"), output: part("output") };
  });
}

function faultsOf(tests: ReturnType<typeof contentsOf>): TestFault[] {
  const faults: TestFault[] = faultsOfTests(tests);
  for (const [at, { name, sample, explanation, input, output }] of tests.entries()) {
    const bad = sample ? (faultOfSample(input, output, input.length + output.length) ?? faultOfExplanation(explanation)) : null;
    if (bad) faults.push(fault(bad.code, name, bad.message, at));
  }
  return faults;
}

/**
 * Builds a small set in memory. Samples come first, so that programs run on them first. BAD_USER_INPUT with all faults of
 * all tests.
 */
export async function packTests(inputs: readonly TestInput[], options: Options): Promise<PackedTests> {
  const faults: TestFault[] = [];
  const given = fittingContents(contentsOf(inputs, options), options.signature ?? null, faults);
  faults.push(...faultsOf(given));
  if (faults.length > 0) throw refusedTests(faults, "input.tests", { parts: true });

  const tests = [...given.filter(({ sample }) => sample), ...given.filter(({ sample }) => !sample)];
  const { sha256, content } = await encodeTestSet(tests);
  const samples: Sample[] = tests
    .filter(({ sample }) => sample)
    .map(({ name, input, output, explanation, checkerArguments }) => ({
      ...{ name, input: input.toString(), output: output.toString(), explanation },
      ...(checkerArguments && { checkerArguments }),
    }));
  return {
    content,
    columns: {
      sha256,
      samples,
      sizeBytes: tests.reduce((sum, { input, output }) => sum + input.length + output.length, 0),
      testCount: tests.length,
      tests: tests.map(({ name, sample, input, output, checkerArguments }) => ({
        name,
        sample,
        inputBytes: input.length,
        outputBytes: output.length,
        inputChecksum: sha256Of(input),
        outputChecksum: sha256Of(output),
        ...(checkerArguments && { checkerArguments }),
      })),
    },
  };
}

const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Limits tests sent inline: parsing a large JSON value would block all other requests. */
export function expectInline(inputs: readonly TestInput[]): void {
  const sizeBytes = inputs.reduce((sum, { input, output }) => sum + Buffer.byteLength(input) + Buffer.byteLength(output), 0);
  if (sizeBytes <= INLINE_LIMIT_BYTES) return;
  throw new AppError(
    "PAYLOAD_TOO_LARGE",
    `The tests have ${sizeBytes} bytes; at most ${limitsInWords.inline} are allowed in a request. Upload larger sets with requestUpload and importProblemTests.`,
    { limitBytes: INLINE_LIMIT_BYTES },
  );
}

/** Content-addressed and immutable. Written even if it exists, which protects an object without a row from the sweeper. */
export async function storeTests(storage: ObjectStorage, { columns, content }: PackedTests): Promise<void> {
  await storage.put(testSetKey(columns.sha256), content, PACKED_TYPE);
}
