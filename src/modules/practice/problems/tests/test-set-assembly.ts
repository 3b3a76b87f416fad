/** Assembles a test set on disk from any sources. Memory holds one chunk, regardless of the set's size. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createPacker } from "../../../../judge/packed.js";
import { testSetHead } from "../../../../judge/test-set.js";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import type { TestSet } from "../problem.entity.js";
import type { Sample, TestOrigin, TestSummary } from "./stored-test-set.js";
import type { NamedInputs } from "./input-faults.js";
import { BadTestData, fault, faultOfExplanation, faultOfSample, faultOfSize, faultsOfTests, type TestFault } from "./test-faults.js";
import { limitsInWords, SAMPLE_LIMIT_BYTES, SET_LIMIT_BYTES } from "./test-limits.js";

/** Opens the data. Throws BadTestData, immediately or while reading, if the data is invalid. */
export type DataSource = () => AsyncIterable<Buffer>;

export interface PlannedTest {
  name: string;
  sample: boolean;
  explanation: string;
  input: DataSource;
  output: DataSource;
  origin?: TestOrigin;
  checkerArguments?: string[];
}

interface Options {
  /** Called after each test; an error that it throws aborts the assembly. */
  onTest(done: number): Promise<void>;
  /** Called when all tests are read. */
  checkInputs?(inputs: NamedInputs): Promise<TestFault[]>;
}

export interface AssembledSet {
  columns: Pick<TestSet, "sha256" | "testCount" | "sizeBytes" | "samples" | "tests">;
  /** Size of the object to store. */
  packedBytes: number;
  packed(): Readable;
  close(): Promise<void>;
}

/** The set, or all its faults. Keeps the order of the tests, except that samples come first. */
export async function assembleTestSet(
  planned: readonly PlannedTest[],
  { onTest, checkInputs }: Options,
): Promise<AssembledSet | { faults: TestFault[] }> {
  const tests = [...planned.filter(({ sample }) => sample), ...planned.filter(({ sample }) => !sample)];
  const faults = faultsOfTests(tests);
  if (faults.some(({ code }) => code === "NO_TESTS" || code === "TOO_MANY_TESTS")) return { faults };
  const data = await openNameless();
  try {
    const writer = new DataWriter(data);
    const samples: Sample[] = [];
    const summaries: TestSummary[] = [];
    const starts: number[] = [];
    for (const [at, test] of tests.entries()) {
      try {
        const start = writer.position;
        const { summary, sample } = await write(writer, test);
        starts.push(start);
        summaries.push(summary);
        if (sample) samples.push(sample);
      } catch (error) {
        if (!(error instanceof BadTestData)) throw error;
        const isAll = error.code === "SET_TOO_LARGE";
        faults.push(fault(error.code, isAll ? null : test.name, error.message));
        if (isAll) break;
      }
      await onTest(at + 1);
    }
    if (checkInputs && summaries.length > 0) {
      const names = summaries.map(({ name }) => name);
      const read = (at: number) => buffer(chunksOf(data, starts[at]!, summaries[at]!.inputBytes));
      faults.push(...(await checkInputs({ names, count: names.length, read })));
    }
    return faults.length > 0 ? { faults } : await pack(data, writer.position, summaries, samples);
  } finally {
    await data.close();
  }
}

async function write(writer: DataWriter, { name, sample, explanation, input, output, origin, checkerArguments }: PlannedTest) {
  const first = await writer.write(input());
  const second = await writer.write(output());
  const summary: TestSummary = {
    name,
    sample,
    inputBytes: first.bytes,
    outputBytes: second.bytes,
    inputChecksum: first.sha256,
    outputChecksum: second.sha256,
    ...(origin && { origin }),
    ...(checkerArguments && { checkerArguments }),
  };
  if (!sample) return { summary, sample: null };
  const bad = faultOfSample(first.head, second.head, first.bytes + second.bytes) ?? faultOfExplanation(explanation);
  if (bad) throw bad;
  const shown = { name, input: first.head.toString(), output: second.head.toString(), explanation };
  return { summary, sample: { ...shown, ...(checkerArguments && { checkerArguments }) } };
}

class DataWriter {
  position = 0;

  constructor(private readonly file: FileHandle) {}

  /** Also returns the first bytes written: all of them if the data fits a sample. */
  async write(source: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string; head: Buffer }> {
    const hash = createHash("sha256");
    const heads: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of source) {
      if (bytes < SAMPLE_LIMIT_BYTES) heads.push(Buffer.from(chunk.subarray(0, SAMPLE_LIMIT_BYTES - bytes)));
      bytes += chunk.length;
      const bad = faultOfSize(bytes);
      if (bad) throw bad;
      if (this.position + chunk.length > SET_LIMIT_BYTES) {
        throw new BadTestData("SET_TOO_LARGE", `All data of a set together has at most ${limitsInWords.set}.`);
      }
      hash.update(chunk);
      await this.file.appendFile(chunk);
      this.position += chunk.length;
    }
    return { bytes, sha256: hash.digest("hex"), head: Buffer.concat(heads) };
  }
}

async function pack(data: FileHandle, sizeBytes: number, tests: TestSummary[], samples: Sample[]): Promise<AssembledSet> {
  const hash = createHash("sha256");
  async function* content(): AsyncGenerator<Buffer> {
    const head = testSetHead(tests);
    hash.update(head);
    yield head;
    for await (const chunk of chunksOf(data, 0, sizeBytes)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const file = await openNameless();
  try {
    await pipeline(content, createPacker(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await file.appendFile(chunk);
    });
    return {
      columns: { sha256: hash.digest("hex"), testCount: tests.length, sizeBytes, samples, tests },
      packedBytes: (await file.stat()).size,
      packed: () => Readable.from(chunksOf(file), { objectMode: false }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
