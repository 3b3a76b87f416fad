/**
 * A worker's folder of compiled programs, by everything they were made from: the same source judged again, or run on
 * samples and then submitted, is compiled once. A submission can influence no entry but that of its own source, as what
 * it leaves is kept under a name it cannot choose; and an entry is used only if its hash is right.
 *
 * Nothing here fails a judging: without a folder, or on a full disk, programs are compiled each time.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MIB } from "../kernel/units.js";
import { isDiskFull, makeRoom, markUsed, PARTIAL } from "./bounded-folder.js";
import type { BoxFile } from "./sandbox/sandbox.js";

/** What compiling a source once and for all ends in. */
export interface Artifact {
  ok: boolean;
  /** What the compiler said. */
  output: string;
  /** The program; empty when it did not compile, and for a language that is only checked for its syntax. */
  files: readonly BoxFile[];
}

export interface ArtifactCacheOptions {
  folder: string;
  /** Names the toolchains as they are now; null when that is not known, and then nothing is kept. */
  toolchain(): Promise<string | null>;
  /** What all programs together may take. */
  maxBytes?: number;
  /** Told why the cache does not work. */
  onProblem?(error: unknown): void;
}

/** To be changed whenever what is written, or how a program is compiled beyond what the key names, changes. */
const FORMAT = "CQPROG1";
const DIGEST_BYTES = 32;
const LENGTH_BYTES = 4;
const ENTRY_BYTES_MAX = 32 * MIB;
/** Looking through the folder costs: it is done after so large a part of what it may hold was added. */
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

  /** The name of what `parts` lead to with the toolchains of this moment; null when nothing can be kept. */
  async keyOf(parts: readonly unknown[]): Promise<string | null> {
    const [toolchain, usable] = await Promise.all([this.options.toolchain(), (this.usable ??= this.prepare())]);
    if (toolchain === null || !usable) return null;
    return createHash("sha256")
      .update(JSON.stringify([FORMAT, toolchain, ...parts]))
      .digest("hex");
  }

  /** Null for what is not there, or is not what was written; that is removed. */
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

  /** Returns at once, so that nobody waits for the disk. */
  put(key: string, artifact: Artifact): void {
    const writing = this.write(key, artifact)
      .catch((error: unknown) => this.options.onProblem(error))
      .finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Resolves when all that was put is on disk, or has failed. */
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
      // Test sets, without which nothing is judged, need the room more.
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

  /** Programs from a folder that others may write to would be theirs. */
  private async prepare(): Promise<boolean> {
    const { folder, onProblem } = this.options;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { uid, mode } = await stat(folder);
      if (uid === process.geteuid!() && (mode & 0o022) === 0) return true;
      onProblem(new Error(`${folder} belongs to, or may be written by, others: no compiled programs are kept there`));
    } catch (error) {
      onProblem(error);
    }
    return false;
  }
}

/** The digest is over the key as well, so that a file under another's name is not taken for it. */
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
