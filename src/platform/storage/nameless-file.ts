/** Files of work in progress on the worker's disk. Nobody else can open them, and they go with the process. */
import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** Part of a file, or all of it. Not the file's own stream, which closes it when it is given up. */
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
