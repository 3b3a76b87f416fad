/**
 * A backup is a folder with this manifest, one file per table, and the objects of the object storage, each named by the SHA-256 of its
 * content, so a later backup into the same folder adds only new ones. It contains no secret of the configuration, but personal data:
 * only the owner may read the files.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const FORMAT = 1;
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

export interface BackupFile {
  /** Relative to the backup's folder. */
  path: string;
  bytes: number;
  sha256: string;
}

export interface BackedUpTable {
  name: string;
  columns: readonly string[];
  rows: number;
  file: BackupFile;
}

export interface BackedUpSequence {
  name: string;
  /** As text: it can exceed the safe integers of JavaScript. */
  value: string;
  isCalled: boolean;
}

export interface Manifest {
  format: number;
  program: string;
  /** Time of the database snapshot. */
  takenAt: string;
  /** Migrations applied to the database, newest last. */
  migrations: readonly string[];
  tables: readonly BackedUpTable[];
  sequences: readonly BackedUpSequence[];
  /** The list of objects, one JSON document per line. */
  objects: { count: number; bytes: number; file: BackupFile };
}

const NAME = "manifest.json";

/** What is wrong with a backup, for the person who restores it. */
export class BackupError extends Error {
  override name = "BackupError";
}

/** Null if the folder has no manifest. Throws a BackupError if it is invalid or written by a newer program. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  let text: string;
  try {
    text = await readFile(join(folder, NAME), "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new BackupError(`${NAME} is no JSON: the backup is damaged.`);
  }
  const { format } = manifest as { format?: unknown };
  if (typeof format === "number" && format > FORMAT) {
    throw new BackupError(`The backup has format ${format}, and this program knows ${FORMAT} at most: use the program that made it.`);
  }
  if (!isManifest(manifest)) throw new BackupError(`${NAME} is not what a backup has: it is damaged.`);
  return manifest;
}

/** The last step of a backup: until then the folder's previous backup stays valid. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const partial = join(folder, `${NAME}.partial`);
  await writeFile(partial, `${JSON.stringify(manifest, null, 1)}\n`, { mode: FILE_MODE, flush: true });
  await rename(partial, join(folder, NAME));
}

const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isListOf = (isOne: (value: unknown) => boolean, value: unknown) => Array.isArray(value) && value.every(isOne);

/** No path may leave the folder. */
const isFile = (value: unknown): boolean => {
  const { path, bytes, sha256 } = (value ?? {}) as Record<string, unknown>;
  return (
    isText(path) && /^[\w-]+(\/[\w.-]+)*$/.test(path) && !path.includes("..") && isCount(bytes) && /^[0-9a-f]{64}$/.test(String(sha256))
  );
};

function isManifest(value: unknown): value is Manifest {
  const { format, program, takenAt, migrations, tables, sequences, objects } = (value ?? {}) as Partial<Manifest>;
  return (
    format === FORMAT &&
    isText(program) &&
    isText(takenAt) &&
    isListOf(isText, migrations) &&
    isListOf((table) => {
      const { name, columns, rows, file } = (table ?? {}) as Partial<BackedUpTable>;
      return isText(name) && isListOf(isText, columns) && isCount(rows) && isFile(file);
    }, tables) &&
    isListOf((sequence) => {
      const { name, value: last, isCalled } = (sequence ?? {}) as Partial<BackedUpSequence>;
      return isText(name) && /^-?\d+$/.test(String(last)) && typeof isCalled === "boolean";
    }, sequences) &&
    isCount(objects?.count) &&
    isCount(objects?.bytes) &&
    isFile(objects?.file)
  );
}
