/** Copies objects between the object storage and a backup's folder. */
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { contract, readJson, type PayloadOf } from "../../kernel/contract.js";
import { count, sha256 } from "../../kernel/schemas.js";
import type { ObjectStorage } from "../storage/object-storage.js";
import { isOutage } from "../database/outage.js";
import { verify, writeCompressed, writePlain } from "./files.js";
import { BackupError, FOLDER_MODE, type Manifest } from "./manifest.js";

/** A line of the list of objects. */
export const backedUpObject = contract(
  "list of objects",
  z.object({
    key: z.string(),
    bytes: count,
    sha256,
    contentType: z.string(),
    contentDisposition: z.string().nullable(),
    /** As listed; the next backup uses it to detect changes. */
    etag: z.string(),
  }),
);

export type BackedUpObject = PayloadOf<typeof backedUpObject>;

const FOLDER = "objects";
const AT_ONCE = 8;
const TRIES = 4;

const pathOf = (sha256: string) => `${FOLDER}/${sha256.slice(0, 2)}/${sha256}`;

/** Copies the objects that the folder lacks. Skips objects that are deleted meanwhile. */
export async function copyObjects(
  storage: ObjectStorage,
  folder: string,
  known: ReadonlyMap<string, BackedUpObject>,
): Promise<{ objects: BackedUpObject[]; copied: number }> {
  const objects: BackedUpObject[] = [];
  let copied = 0;
  let number = 0;
  await mkdir(join(folder, FOLDER), { recursive: true, mode: FOLDER_MODE });
  await eachOf(storage.list(), async ({ key, sizeBytes, etag }) => {
    const before = known.get(key);
    if (before && before.etag === etag && before.bytes === sizeBytes && (await isThere(folder, before))) return void objects.push(before);
    const partial = join(folder, FOLDER, `${++number}.partial`);
    const object = await tryAgain(async () => {
      const opened = await storage.open(key);
      if (!opened) return null;
      const { contentType, contentDisposition } = opened;
      return { key, ...(await writePlain(partial, opened.content)), contentType, contentDisposition, etag };
    });
    if (!object) return;
    const path = join(folder, pathOf(object.sha256));
    await mkdir(join(path, ".."), { recursive: true, mode: FOLDER_MODE });
    await rename(partial, path);
    objects.push(object);
    copied++;
  });
  objects.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { objects, copied };
}

export async function writeObjectList(folder: string, path: string, objects: readonly BackedUpObject[]): Promise<Manifest["objects"]> {
  const lines = Readable.from(objects.map((object) => `${JSON.stringify(object)}\n`));
  const file = await writeCompressed(folder, path, lines);
  return { count: objects.length, bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0), file };
}

export async function readObjectList(folder: string, { count: expected, file }: Manifest["objects"]): Promise<BackedUpObject[]> {
  const objects: BackedUpObject[] = [];
  const lines = createInterface({ input: createReadStream(join(folder, file.path)).pipe(createGunzip()) });
  for await (const line of lines) {
    const object = readJson(backedUpObject, line);
    if (!object) throw new BackupError("The backup's list of objects is damaged.");
    objects.push(object);
  }
  if (objects.length !== expected) throw new BackupError("The backup's list of objects is damaged.");
  return objects;
}

/** Verifies every object's file first, so that a damaged backup changes nothing. */
export async function verifyObjects(folder: string, objects: readonly BackedUpObject[]): Promise<void> {
  await eachOf(objects, ({ bytes, sha256 }) => verify(folder, { path: pathOf(sha256), bytes, sha256 }));
}

export async function putObjects(storage: ObjectStorage, folder: string, objects: readonly BackedUpObject[]): Promise<void> {
  await eachOf(objects, ({ key, bytes, sha256, contentType, contentDisposition }) =>
    tryAgain(async () => {
      const content = createReadStream(join(folder, pathOf(sha256)));
      try {
        await storage.putStream(key, { content, sizeBytes: bytes, contentType, contentDisposition });
      } finally {
        content.destroy();
      }
    }),
  );
}

/** Removes files of objects that the backup no longer lists, and leftovers of an interrupted backup. */
export async function pruneObjects(folder: string, objects: readonly BackedUpObject[]): Promise<void> {
  const wanted = new Set(objects.map(({ sha256 }) => pathOf(sha256)));
  for (const entry of await readdir(join(folder, FOLDER), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(path.slice(folder.length + 1))) await rm(path);
  }
}

async function isThere(folder: string, { bytes, sha256 }: BackedUpObject): Promise<boolean> {
  return stat(join(folder, pathOf(sha256))).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

/** Runs a few at a time, and starts none after a failure. */
async function eachOf<T>(items: Iterable<T> | AsyncIterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : Readable.from(items)[Symbol.asyncIterator]();
  let failed = false;
  const take = async () => {
    for (;;) {
      const next = (await queue.next()) as IteratorResult<T>;
      if (next.done || failed) return;
      await work(next.value);
    }
  };
  const takers = Array.from({ length: AT_ONCE }, () => take().catch((error: unknown) => ((failed = true), Promise.reject(error as Error))));
  await Promise.all(takers);
}

async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || !isOutage(error)) throw error;
      await delay(500 * 2 ** attempt);
    }
  }
}
