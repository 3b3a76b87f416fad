/** Files of a backup: written with their hash, and verified when read. */
import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { BackupError, FILE_MODE, type BackupFile } from "./manifest.js";

/** A pass-through stream that measures size and hash. */
class Measure extends Transform {
  bytes = 0;
  readonly #hash: Hash = createHash("sha256");

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
  }

  sha256(): string {
    return this.#hash.digest("hex");
  }
}

export async function writeCompressed(folder: string, path: string, content: Readable): Promise<BackupFile> {
  const measure = new Measure();
  const file = createWriteStream(join(folder, path), { mode: FILE_MODE, flush: true });
  await pipeline(content, createGzip(), measure, file);
  return { path, bytes: measure.bytes, sha256: measure.sha256() };
}

/** Writes the content unchanged. `file` can be a temporary name, as the hash is known only afterwards. */
export async function writePlain(file: string, content: Readable): Promise<{ bytes: number; sha256: string }> {
  const measure = new Measure();
  await pipeline(content, measure, createWriteStream(file, { mode: FILE_MODE, flush: true }));
  return { bytes: measure.bytes, sha256: measure.sha256() };
}

/** Throws a BackupError if the file is missing or changed. */
export async function verify(folder: string, { path, bytes, sha256 }: BackupFile): Promise<void> {
  const measure = new Measure();
  try {
    await pipeline(createReadStream(join(folder, path)), measure, async function discard(chunks) {
      for await (const _ of chunks as AsyncIterable<unknown>);
    });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") throw new BackupError(`The backup is damaged: ${path} is missing.`);
    throw error;
  }
  if (measure.bytes !== bytes || measure.sha256() !== sha256) {
    throw new BackupError(`The backup is damaged: ${path} has changed (its SHA-256 differs).`);
  }
}
