/** Temporary files on the worker's disk. No other process can open them, and they vanish with the process. */
import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { KIB } from "../../kernel/units.js";

const CHUNK_BYTES = 256 * KIB;

export async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "codequest-"));
  try {
    return await open(join(folder, "file"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads all or part of a file. FileHandle's own stream is not used because it closes the file when abandoned. */
export async function* chunksOf(file: FileHandle, start = 0, length = Infinity): AsyncGenerator<Buffer> {
  for (let position = start, left = length; left > 0;) {
    const size = Math.min(CHUNK_BYTES, left);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Copies a stream into such a file. Enforces the limit while reading: a stored object may be larger than declared. */
export async function onDisk(content: Readable, maxBytes: number): Promise<FileHandle> {
  const file = await openNameless();
  let bytes = 0;
  try {
    const write = async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
        await file.appendFile(chunk);
      }
    };
    await pipeline(content, write);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
