/** `npm run restore`: restores a backup of `npm run backup` into a database and a bucket. API and workers must not run meanwhile. */
import { resolve } from "node:path";
import { verify } from "../../platform/backup/files.js";
import { hasRows, loadDatabase } from "../../platform/backup/load-database.js";
import { BackupError, readManifest } from "../../platform/backup/manifest.js";
import { putObjects, readObjectList, verifyObjects } from "../../platform/backup/objects.js";
import type { BackupDependencies } from "./backup.js";
import { migrate } from "./migrate.js";

/**
 * Verifies everything before changing anything. Restores the objects first, as they are unused without the database, which follows in
 * one transaction. If interrupted, run it again.
 */
export async function restore({ db, storage, print }: BackupDependencies, source: string, replace: boolean): Promise<void> {
  const folder = resolve(source);
  const manifest = await readManifest(folder);
  if (!manifest) throw new BackupError(`${folder} contains no backup.`);
  const known = await knownMigrations(db);
  const unknown = manifest.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new BackupError(`The backup was made by a newer program (${manifest.program}): this one knows no ${unknown.join(", ")}.`);
  }
  if (!replace && (await hasRows(db))) {
    throw new BackupError("The database is not empty. To replace its content with the backup, add --replace.");
  }
  for (const { file } of [...manifest.tables, manifest.objects]) await verify(folder, file);
  const objects = await readObjectList(folder, manifest.objects);
  await verifyObjects(folder, objects);
  print(`verified ${manifest.tables.length} tables and ${objects.length} objects of ${manifest.takenAt}`);

  await storage.prepare();
  await putObjects(storage, folder, objects);
  print(`put ${objects.length} objects`);
  await loadDatabase(db, folder, manifest);
  print(`loaded ${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows`);
  await migrate(db, "up", print);
}

async function knownMigrations(db: BackupDependencies["db"]): Promise<Set<string>> {
  const names = [...(await db.migrator.getPending()), ...(await db.migrator.getExecuted())].map(({ name }) => name);
  return new Set(names.map((name) => name.replace(/\.[jt]s$/, "")));
}
