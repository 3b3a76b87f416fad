/** Reads slices of one test from a stored test set as a stream: without a disk, and with only the slices in memory. */
import type { Readable } from "node:stream";
import { unpacked } from "./packed.js";
import { HEAD_BYTES, INDEX_BYTES_MAX, MAGIC, TestSetError } from "./test-set.js";

interface Sizes {
  inputBytes: number;
  outputBytes: number;
}

export interface Window {
  offset: number;
  length: number;
}

/**
 * Reads the same window of a test's input and of its expected output. `sizes` are those of all tests, in order. Stops the download
 * once it has both. Throws a TestSetError if the content is not a test set or is truncated.
 */
export async function readTestSlices(
  content: Readable,
  sizes: readonly Sizes[],
  index: number,
  window: Window,
): Promise<{ input: Buffer; output: Buffer }> {
  const { inputBytes, outputBytes } = sizes[index]!;
  const before = sizes.slice(0, index).reduce((sum, size) => sum + size.inputBytes + size.outputBytes, 0);
  const bytes = new ForwardReader(content);
  try {
    const head = await bytes.take(HEAD_BYTES);
    const indexBytes = head.readUInt32BE(MAGIC.length);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC) || indexBytes > INDEX_BYTES_MAX) throw new TestSetError("the file is not a test set");
    const input = within(window, inputBytes);
    await bytes.skip(indexBytes + before + input.offset);
    const inputSlice = await bytes.take(input.length);
    const output = within(window, outputBytes);
    await bytes.skip(inputBytes - input.offset - input.length + output.offset);
    return { input: inputSlice, output: await bytes.take(output.length) };
  } finally {
    bytes.close();
  }
}

function within({ offset, length }: Window, size: number): Window {
  const start = Math.min(offset, size);
  return { offset: start, length: Math.min(length, size - start) };
}

/** Reads uncompressed bytes forwards, once. */
class ForwardReader {
  private readonly content: Readable;
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(content: Readable) {
    this.content = content;
    this.chunks = unpacked(content as AsyncIterable<Buffer>);
  }

  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.forward(length, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  skip(length: number): Promise<void> {
    return this.forward(length, () => undefined);
  }

  close(): void {
    this.content.destroy();
    // Waits for a chunk that is being read; nobody waits for it.
    this.chunks.return?.().catch(() => undefined);
  }

  private async forward(length: number, pass: (part: Buffer) => void): Promise<void> {
    for (let left = length; left > 0;) {
      if (this.rest.length === 0) {
        const next = await this.chunks.next();
        if (next.done) throw new TestSetError("the file ends early");
        this.rest = next.value;
      }
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      pass(part);
    }
  }
}
