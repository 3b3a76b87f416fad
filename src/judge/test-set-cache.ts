/** A worker's folder of test sets, by hash. Several workers may share it. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MIB } from "../kernel/units.js";
import { HASH, isDiskFull, makeRoom, markUsed, PARTIAL } from "./bounded-folder.js";
import { isDamaged, unpacked } from "./packed.js";
import { openTestSet, type OpenTestSet, TestSetError } from "./test-set.js";

export interface TestSetCacheOptions {
  folder: string;
  /** Limit of all files together; only exceeded while more are in use. */
  maxBytes?: number;
  /** Largest single test set, uncompressed. */
  maxSetBytes?: number;
}

/** Yields the compressed content. Only called if the file is missing or damaged. */
export type Download = () => Promise<Readable | Buffer>;

export class TestSetCache {
  private readonly folder: string;
  private readonly maxBytes: number;
  private readonly maxSetBytes: number;
  /** Open test sets; these are never removed. */
  private readonly inUse = new Map<string, number>();
  private readonly fetching = new Map<string, Promise<void>>();
  /** Size and time of files with a verified hash; they are verified again if either changes. */
  private readonly verified = new Map<string, string>();

  constructor({ folder, maxBytes = 4096 * MIB, maxSetBytes = 512 * MIB }: TestSetCacheOptions) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.maxSetBytes = maxSetBytes;
  }

  /**
   * Opens the set, downloading it if it is missing or damaged; concurrent callers share one download. Close the result, or it stays on
   * disk forever. Throws a TestSetError if the content has another hash, and rethrows errors of the download.
   */
  async get(sha256: string, download: Download): Promise<OpenTestSet> {
    if (!HASH.test(sha256)) throw new TestSetError("not a SHA-256 in hex");
    this.inUse.set(sha256, (this.inUse.get(sha256) ?? 0) + 1);
    try {
      const set = await this.open(sha256, download);
      let closed = false;
      return {
        ...set,
        close: async () => {
          if (closed) return;
          closed = true;
          this.release(sha256);
          await set.close();
        },
      };
    } catch (error) {
      this.release(sha256);
      throw error;
    }
  }

  private async open(sha256: string, download: Download): Promise<OpenTestSet> {
    await this.ensure(sha256, download);
    try {
      return await openTestSet(this.path(sha256));
    } catch (error) {
      // Another worker that shares the folder may have removed it in between.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      await this.ensure(sha256, download);
      return openTestSet(this.path(sha256));
    }
  }

  private release(sha256: string): void {
    const left = this.inUse.get(sha256)! - 1;
    if (left === 0) this.inUse.delete(sha256);
    else this.inUse.set(sha256, left);
  }

  private path(sha256: string): string {
    return join(this.folder, sha256);
  }

  private ensure(sha256: string, download: Download): Promise<void> {
    const running = this.fetching.get(sha256);
    if (running) return running;
    const started = this.fetch(sha256, download).finally(() => this.fetching.delete(sha256));
    this.fetching.set(sha256, started);
    return started;
  }

  private async fetch(sha256: string, download: Download): Promise<void> {
    if (await this.isIntact(sha256)) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      await this.load(sha256, download);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await this.makeRoom(0);
      await this.load(sha256, download);
    }
    this.verified.set(sha256, fingerprint(await stat(this.path(sha256))));
    await this.makeRoom(this.maxBytes);
  }

  private async load(sha256: string, download: Download): Promise<void> {
    const partial = join(this.folder, `${randomUUID()}${PARTIAL}`);
    try {
      const content = await download();
      const hash = createHash("sha256");
      await pipeline(
        Buffer.isBuffer(content) ? Readable.from([content]) : content,
        (chunks: AsyncIterable<Buffer>) => unpacked(chunks),
        this.meter(hash),
        createWriteStream(partial, { mode: 0o600 }),
      ).catch((error: NodeJS.ErrnoException) => {
        if (isDamaged(error)) throw new TestSetError("the content is not compressed as stored sets are", { cause: error });
        throw error;
      });
      if (hash.digest("hex") !== sha256) throw new TestSetError(`the content is not ${sha256}`);
      await rename(partial, this.path(sha256));
    } finally {
      await rm(partial, { force: true });
    }
  }

  /** Counts and hashes the stream, and stops a small download that unpacks to more than the maximum. */
  private meter(hash: ReturnType<typeof createHash>): Transform {
    let bytes = 0;
    const { maxSetBytes } = this;
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > maxSetBytes) return done(new TestSetError(`the test set is larger than ${maxSetBytes} bytes`));
        hash.update(chunk);
        done(null, chunk);
      },
    });
  }

  private async isIntact(sha256: string): Promise<boolean> {
    const path = this.path(sha256);
    const found = await stat(path).catch(() => null);
    if (!found) return false;
    const now = fingerprint(found);
    if (this.verified.get(sha256) !== now) {
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      if (hash.digest("hex") !== sha256) return false;
      this.verified.set(sha256, now);
    }
    await markUsed(path, found.mtime);
    return true;
  }

  private async makeRoom(maxBytes: number): Promise<void> {
    const removed = await makeRoom(this.folder, { maxBytes, inUse: (name) => this.inUse.has(name) });
    for (const name of removed) this.verified.delete(name);
  }
}

function fingerprint({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }): string {
  return `${ino}:${size}:${mtimeMs}`;
}
