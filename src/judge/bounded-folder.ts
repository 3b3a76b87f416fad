/** A folder of files named by a hash, with least-recently-used eviction. Several workers may share it. */
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { MINUTE_MS } from "../kernel/units.js";

export const HASH = /^[0-9a-f]{64}$/;
/** Suffix of files being written; they are renamed when complete. */
export const PARTIAL = ".partial";
const PARTIAL_LIFE_MS = 60 * MINUTE_MS;

const DISK_FULL: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT"]);

export const isDiskFull = (error: unknown): boolean => DISK_FULL.has((error as NodeJS.ErrnoException).code);

/** Stores the time of last use as the access time, also where the file system does not maintain it. */
export async function markUsed(path: string, modified: Date): Promise<void> {
  await utimes(path, new Date(), modified).catch(() => undefined);
}

export interface Room {
  maxBytes: number;
  /** Never removed. */
  inUse?(name: string): boolean;
}

/** Removes the least recently used files until the rest fits, and partial files of killed workers. Returns the removed names. */
export async function makeRoom(folder: string, { maxBytes, inUse = () => false }: Room): Promise<string[]> {
  const files: { name: string; bytes: number; usedMs: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found) continue;
    if (HASH.test(name)) files.push({ name, bytes: found.size, usedMs: found.atimeMs });
    else if (name.endsWith(PARTIAL) && Date.now() - found.mtimeMs > PARTIAL_LIFE_MS) await rm(path, { force: true });
  }
  files.sort((a, b) => a.usedMs - b.usedMs);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const removed: string[] = [];
  for (const { name, bytes } of files) {
    if (total <= maxBytes) break;
    if (inUse(name)) continue;
    await rm(join(folder, name), { force: true });
    removed.push(name);
    total -= bytes;
  }
  return removed;
}
