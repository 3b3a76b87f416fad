/**
 * The tests of one version of a problem as one immutable file: `[magic][header length][JSON index][bytes]`. Its name is the SHA-256 of
 * those bytes. It is stored and sent compressed, and read from disk in slices, so that a worker only holds the running test in memory.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { MIB } from "../kernel/units.js";
import { areArguments } from "./checker-programs/checker-program.js";
import { pack } from "./packed.js";

export const MAGIC = Buffer.from("CQTESTS1");
export const HEAD_BYTES = MAGIC.length + 4;
export const INDEX_BYTES_MAX = 4 * MIB;
export const TESTS_MAX = 1000;
const NAME_MAX = 100;
const SEGMENT = String.raw`[\p{L}\p{N}][\p{L}\p{N} ._-]*`;
const NAME = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`, "u");
export const NAME_RULE = `Names have letters, digits, spaces, dots, dashes and underscores, at most ${NAME_MAX} characters; "/" separates folders, and each part starts with a letter or a digit.`;

/** Is this an allowed test name, such as `1` or `secret/01`? Paths with dot segments are not. */
export function isTestName(name: string): boolean {
  return name.length <= NAME_MAX && NAME.test(name);
}

export interface TestCaseSource {
  name: string;
  sample: boolean;
  input: Buffer;
  /** Expected output. */
  output: Buffer;
  /** See TestCase. */
  checkerArguments?: readonly string[];
}

export interface TestSetEntry {
  name: string;
  sample: boolean;
  inputBytes: number;
  outputBytes: number;
  /** See TestCase. */
  checkerArguments?: readonly string[];
}

/** An entry as stored. Its keys and their order are part of the hash. */
interface StoredEntry {
  name: string;
  sample: boolean;
  inputBytes: number;
  expectedBytes: number;
  /** Absent unless the test has some, so that older sets keep their hash. */
  checkerArguments?: readonly string[];
}

export interface EncodedTestSet {
  /** SHA-256 of the uncompressed bytes, in hex. */
  sha256: string;
  /** Compressed, as stored. */
  content: Buffer;
  index: TestSetEntry[];
}

/** A test in the form that the judge needs. */
export interface TestCase {
  sample: boolean;
  input: Buffer;
  /** Expected output. */
  output: Buffer;
  /** Of the checker program or interactor for this test, instead of its own. Ignored by other kinds than KATTIS. */
  checkerArguments?: readonly string[];
}

/** Source of the pipeline's tests. */
export interface TestSource {
  readonly count: number;
  read(index: number): Promise<TestCase>;
}

/** The file is damaged or not a test set. */
export class TestSetError extends Error {
  override name = "TestSetError";
}

/**
 * The same tests in the same order give the same hash. Throws a TestSetError for no tests, too many, or an invalid or duplicate name.
 */
export async function encodeTestSet(tests: readonly TestCaseSource[]): Promise<EncodedTestSet> {
  const index = tests.map(({ name, sample, input, output, checkerArguments }) => ({
    ...{ name, sample, inputBytes: input.length, outputBytes: output.length },
    ...(checkerArguments && { checkerArguments }),
  }));
  const bytes = Buffer.concat([testSetHead(index), ...tests.flatMap(({ input, output }) => [input, output])]);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), content: await pack(bytes), index };
}

/** Everything before the data. The data is each test's input followed by its expected output, in the order of the index. */
export function testSetHead(index: readonly TestSetEntry[]): Buffer {
  const stored = index.map(({ name, sample, inputBytes, outputBytes, checkerArguments }) => ({
    ...{ name, sample, inputBytes, expectedBytes: outputBytes },
    ...(checkerArguments && { checkerArguments }),
  }));
  checkIndex(stored);
  const json = Buffer.from(JSON.stringify(stored));
  if (json.length > INDEX_BYTES_MAX) throw new TestSetError("the index is too large");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([MAGIC, length, json]);
}

function checkIndex(index: unknown): asserts index is StoredEntry[] {
  if (!Array.isArray(index) || index.length === 0) throw new TestSetError("a test set needs at least one test");
  if (index.length > TESTS_MAX) throw new TestSetError(`a test set has at most ${TESTS_MAX} tests`);
  const names = new Set<string>();
  for (const entry of index as unknown[]) {
    const { name, sample, inputBytes, expectedBytes, checkerArguments } = (entry ?? {}) as Partial<Record<keyof StoredEntry, unknown>>;
    if (typeof name !== "string" || !isTestName(name)) throw new TestSetError(`${JSON.stringify(name)} is not an allowed test name`);
    if (names.has(name)) throw new TestSetError(`two tests are called "${name}"`);
    if (typeof sample !== "boolean" || !isSize(inputBytes) || !isSize(expectedBytes)) {
      throw new TestSetError(`the index entry of "${name}" is malformed`);
    }
    if (checkerArguments !== undefined && !(isWords(checkerArguments) && areArguments(checkerArguments))) {
      throw new TestSetError(`the checker's arguments for "${name}" are malformed`);
    }
    names.add(name);
  }
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === "string");
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export interface OpenTestSet extends TestSource {
  readonly index: readonly TestSetEntry[];
  close(): Promise<void>;
}

/** Opens an uncompressed test set. Its content is untrusted: throws a TestSetError if it is malformed. */
export async function openTestSet(path: string): Promise<OpenTestSet> {
  const file = await open(path, "r");
  try {
    const { index, starts } = await readTestSetIndex(file);
    return {
      index,
      count: index.length,
      async read(i) {
        const { sample, inputBytes, outputBytes, checkerArguments } = index[i]!;
        const bytes = await readAt(file, starts[i]!, inputBytes + outputBytes);
        const data = { input: bytes.subarray(0, inputBytes), output: bytes.subarray(inputBytes) };
        return { sample, ...data, ...(checkerArguments && { checkerArguments }) };
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The index of an uncompressed test set, and the offset of each test's input; its expected output follows. */
export async function readTestSetIndex(file: FileHandle): Promise<{ index: TestSetEntry[]; starts: number[] }> {
  const { size } = await file.stat();
  if (size < HEAD_BYTES) throw new TestSetError("the file is too short");
  const head = await readAt(file, 0, HEAD_BYTES);
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new TestSetError("the file is not a test set");
  const indexBytes = head.readUInt32BE(MAGIC.length);
  if (indexBytes > INDEX_BYTES_MAX || HEAD_BYTES + indexBytes > size) throw new TestSetError("the index is too large");

  let stored: unknown;
  try {
    stored = JSON.parse((await readAt(file, HEAD_BYTES, indexBytes)).toString());
  } catch (error) {
    throw new TestSetError("the index is not JSON", { cause: error });
  }
  checkIndex(stored);
  const index = stored.map(({ name, sample, inputBytes, expectedBytes, checkerArguments }) => ({
    ...{ name, sample, inputBytes, outputBytes: expectedBytes },
    ...(checkerArguments && { checkerArguments }),
  }));

  const starts: number[] = [];
  let at = HEAD_BYTES + indexBytes;
  for (const { inputBytes, outputBytes } of index) {
    starts.push(at);
    at += inputBytes + outputBytes;
  }
  if (at !== size) throw new TestSetError("the size of the file does not match its index");
  return { index, starts };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new TestSetError("the file ends early");
    filled += bytesRead;
  }
  return bytes;
}
