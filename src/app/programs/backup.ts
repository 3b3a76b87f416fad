/**
 * `npm run backup`: copies PostgreSQL and the object storage into a folder while the program runs. Redis needs no backup: rows such
 * as the outbox restore its jobs.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Database } from "../../platform/database/database.js";
import { dumpDatabase } from "../../platform/backup/dump-database.js";
import { locked } from "../../platform/backup/folder-lock.js";
import { BackupError, FOLDER_MODE, FORMAT, readManifest, writeManifest, type Manifest } from "../../platform/backup/manifest.js";
import { copyObjects, pruneObjects, readObjectList, writeObjectList, type BackedUpObject } from "../../platform/backup/objects.js";
import type { ObjectStorage } from "../../platform/storage/object-storage.js";
import { NEEDED_OBJECTS } from "../declared.js";
import { inRoot } from "../../config/paths.js";

export interface BackupDependencies {
  db: Database;
  storage: ObjectStorage;
  print(line: string): void;
}

/** An object deleted after the database was read is no longer referenced at the next attempt. */
const ATTEMPTS = 3;
const OURS = /^(database-\d+|objects|lock|manifest\.json(\.partial)?)$/;

/** `target` is empty or has an earlier backup, whose objects are not copied again. */
export async function backUp(dependencies: BackupDependencies, target: string, allowMissing: boolean): Promise<Manifest> {
  const folder = resolve(target);
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if ((await readdir(folder)).some((name) => !OURS.test(name))) {
    throw new BackupError(`${folder} contains other files: name an empty folder or one with a backup.`);
  }
  return locked(folder, () => write(dependencies, folder, allowMissing));
}

async function write({ db, storage, print }: BackupDependencies, folder: string, allowMissing: boolean): Promise<Manifest> {
  const earlier = await readManifest(folder);
  const migrations = await appliedMigrations(db);
  const known = new Map((earlier ? await readObjectList(folder, earlier.objects) : []).map((object) => [object.key, object]));
  const program = (JSON.parse(await readFile(inRoot("package.json"), "utf8")) as { version: string }).version;

  for (let attempt = 1; ; attempt++) {
    const path = `database-${Date.now()}`;
    const needed = new Set<string>();
    const dump = await dumpDatabase(db, folder, path, async (snapshot) => {
      for (const { key } of (await snapshot.query<{ key: string }>(NEEDED_OBJECTS)).rows) needed.add(key);
    });
    const { objects, copied } = await copyObjects(storage, folder, known);
    for (const object of objects) {
      known.set(object.key, object);
      needed.delete(object.key);
    }
    if (needed.size > 0 && attempt < ATTEMPTS) {
      await rm(join(folder, path), { recursive: true });
      continue;
    }
    if (needed.size > 0) reportMissing([...needed], allowMissing, print);
    return await finish(folder, path, { format: FORMAT, program, migrations, ...dump }, objects, copied, print);
  }
}

function reportMissing(keys: readonly string[], allowMissing: boolean, print: (line: string) => void): void {
  const some = `${keys.slice(0, 5).join(", ")}${keys.length > 5 ? " …" : ""}`;
  const text = `${keys.length} objects that the database references are missing in the object storage: ${some}`;
  if (!allowMissing) throw new BackupError(`${text}. To back up the others, add --allow-missing.`);
  print(text);
}

async function finish(
  folder: string,
  path: string,
  dump: Omit<Manifest, "objects">,
  objects: readonly BackedUpObject[],
  copied: number,
  print: (line: string) => void,
): Promise<Manifest> {
  const manifest = { ...dump, objects: await writeObjectList(folder, `${path}/objects.jsonl.gz`, objects) };
  await writeManifest(folder, manifest);
  // The earlier backup is no longer needed.
  for (const name of await readdir(folder)) {
    if (/^database-\d+$/.test(name) && name !== path) await rm(join(folder, name), { recursive: true });
  }
  await pruneObjects(folder, objects);
  const rowCount = dump.tables.reduce((sum, { rows }) => sum + rows, 0);
  print(`backed up ${dump.tables.length} tables with ${rowCount} rows, and ${objects.length} objects, of which ${copied} were new`);
  return manifest;
}

/** Throws a BackupError unless the migrations match this program's: it can't back up a schema that it does not know. */
async function appliedMigrations(db: Database): Promise<string[]> {
  const pending = await db.migrator.getPending();
  if (pending.length > 0) throw new BackupError("The database does not have this program's migrations. First run: npm run migrate -- up");
  return (await db.migrator.getExecuted()).map(({ name }) => name.replace(/\.[jt]s$/, ""));
}
