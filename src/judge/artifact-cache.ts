/**
 * A worker's folder of compiled programs, keyed by all inputs of the compilation: the same source judged again, or run on samples and
 * then submitted, is compiled once. A submission can only influence the entry of its own source, as its output is stored under a name
 * that it can't choose; and an entry is only used if its hash is right.
 *
 * The cache never fails a judging: without a folder, or on a full disk, programs are compiled each time.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MIB } from "../kernel/units.js";
import { isDiskFull, makeRoom, markUsed, PARTIAL } from "./bounded-folder.js";
import type { BoxFile } from "./sandbox/sandbox.js";

/** The reproducible result of compiling a source. */
export interface Artifact {
  ok: boolean;
  /** Output of the compiler. */
  output: string;
  /** The program; empty if compilation failed, and for a language whose syntax is only checked. */
  files: readonly BoxFile[];
}

export interface ArtifactCacheOptions {
  folder: string;
  /** Identifies the current toolchains; null if unknown, and then nothing is cached. */
  toolchain(): Promise<string | null>;
  /** Limit of all programs together. */
  maxBytes?: number;
  /** Called with the reason when the cache does not work. */
  onProblem?(error: unknown): void;
}

/** Change this whenever the file format changes, or the compilation in a way that the key does not cover. */
const FORMAT = "CQPROG1";
const DIGEST_BYTES = 32;
const LENGTH_BYTES = 4;
const ENTRY_BYTES_MAX = 32 * MIB;
/** Scanning the folder is expensive: it is done after this fraction of its limit was added. */
const LOOK_AFTER_SHARE = 16;

interface Header {
  ok: boolean;
  output: string;
  files: { path: string; bytes: number; executable: boolean }[];
}

export class ArtifactCache {
  private readonly options: Required<ArtifactCacheOptions>;
  private usable: Promise<boolean> | undefined;
  private addedBytes = Infinity;
  private readonly writing = new Set<Promise<void>>();

  constructor(options: ArtifactCacheOptions) {
    this.options = { maxBytes: 512 * MIB, onProblem: () => undefined, ...options };
  }

  /** Key of a compilation: of `parts` and the current toolchains. Null if nothing can be cached. */
  async keyOf(parts: readonly unknown[]): Promise<string | null> {
    const [toolchain, usable] = await Promise.all([this.options.toolchain(), (this.usable ??= this.prepare())]);
    if (toolchain === null || !usable) return null;
    return createHash("sha256")
      .update(JSON.stringify([FORMAT, toolchain, ...parts]))
      .digest("hex");
  }

  /** Null if the entry is missing or damaged; a damaged one is removed. */
  async get(key: string): Promise<Artifact | null> {
    const path = this.path(key);
    try {
      const file = await open(path, "r");
      try {
        const artifact = decode(key, await file.readFile());
        if (artifact) await markUsed(path, (await file.stat()).mtime);
        else await rm(path, { force: true });
        return artifact;
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.options.onProblem(error);
      return null;
    }
  }

  /** Returns at once; nobody waits for the disk. */
  put(key: string, artifact: Artifact): void {
    const writing = this.write(key, artifact)
      .catch((error: unknown) => this.options.onProblem(error))
      .finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Resolves when all pending writes have succeeded or failed. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  private path(key: string): string {
    return join(this.options.folder, key);
  }

  private async write(key: string, artifact: Artifact): Promise<void> {
    const content = encode(key, artifact);
    if (content.length > Math.min(ENTRY_BYTES_MAX, this.options.maxBytes)) return;
    const partial = join(this.options.folder, `${randomUUID()}${PARTIAL}`);
    try {
      await writeFile(partial, content, { mode: 0o600 });
      await rename(partial, this.path(key));
    } catch (error) {
      // Test sets need the space more: nothing can be judged without them.
      if (isDiskFull(error)) await makeRoom(this.options.folder, { maxBytes: 0 });
      throw error;
    } finally {
      await rm(partial, { force: true });
    }
    this.addedBytes += content.length;
    if (this.addedBytes < this.options.maxBytes / LOOK_AFTER_SHARE) return;
    this.addedBytes = 0;
    await makeRoom(this.options.folder, this.options);
  }

  /** Refuses a folder that other users can write to: they could plant programs. */
  private async prepare(): Promise<boolean> {
    const { folder, onProblem } = this.options;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { uid, mode } = await stat(folder);
      if (uid === process.geteuid!() && (mode & 0o022) === 0) return true;
      onProblem(new Error(`${folder} belongs to or can be written by other users: no compiled programs are cached there`));
    } catch (error) {
      onProblem(error);
    }
    return false;
  }
}

/** The digest includes the key, so a renamed file is not accepted. */
function digestOf(key: string, body: Buffer): Buffer {
  return createHash("sha256").update(key).update(body).digest();
}

function encode(key: string, { ok, output, files }: Artifact): Buffer {
  const header: Header = {
    ok,
    output,
    files: files.map(({ path, content, executable = false }) => ({ path, bytes: content.length, executable })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  const body = Buffer.concat([length, json, ...files.map(({ content }) => content)]);
  return Buffer.concat([digestOf(key, body), body]);
}

function decode(key: string, content: Buffer): Artifact | null {
  const body = content.subarray(DIGEST_BYTES);
  if (content.length < DIGEST_BYTES + LENGTH_BYTES || !digestOf(key, body).equals(content.subarray(0, DIGEST_BYTES))) return null;
  let at = LENGTH_BYTES + body.readUInt32LE(0);
  const { ok, output, files } = JSON.parse(body.toString("utf8", LENGTH_BYTES, at)) as Header;
  const read = files.map(({ path, bytes, executable }) => ({ path, content: body.subarray(at, (at += bytes)), executable }));
  return { ok, output, files: read };
}
