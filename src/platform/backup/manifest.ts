/**
 * A backup is a folder with this manifest, one file per table, and the objects of the object storage, each named by the SHA-256 of its
 * content, so a later backup into the same folder adds only new ones. It contains no secret of the configuration, but personal data:
 * only the owner may read the files.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { contract, type PayloadOf } from "../../kernel/contract.js";
import { count, sha256 } from "../../kernel/schemas.js";

const NAME = "manifest.json";
export const FORMAT: number = 1;
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Bytes and hash of a file. The path is relative to the backup's folder, and does not leave it. */
const backupFile = z.object({
  path: z.string().regex(/^(?!.*\.\.)[\w-]+(\/[\w.-]+)*$/, "expected a path within the backup"),
  bytes: count,
  sha256,
});

export const manifest = contract(
  NAME,
  z.object({
    format: z.number().refine((format) => format === FORMAT, `expected ${FORMAT}`),
    program: z.string(),
    /** Time of the database snapshot. */
    takenAt: z.string(),
    /** Migrations applied to the database, newest last. */
    migrations: z.array(z.string()),
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: count, file: backupFile })),
    /** Values as text: they can exceed the safe integers of JavaScript. */
    sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
    /** The list of objects, one JSON document per line. */
    objects: z.object({ count, bytes: count, file: backupFile }),
  }),
);

/** Written by a newer program, which may have changed everything else. */
const newerFormat = z.object({ format: z.number().gt(FORMAT) });

export type Manifest = PayloadOf<typeof manifest>;
export type BackupFile = z.infer<typeof backupFile>;
export type BackedUpTable = Manifest["tables"][number];
export type BackedUpSequence = Manifest["sequences"][number];

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
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new BackupError(`${NAME} is not JSON: the backup is damaged.`);
  }
  const { data } = newerFormat.safeParse(found);
  if (data) {
    throw new BackupError(
      `The backup has format ${data.format}, but this program supports at most ${FORMAT}: use the program that created it.`,
    );
  }
  try {
    return manifest.parse(found);
  } catch (error) {
    throw new BackupError(`The backup is damaged: ${(error as Error).message}.`);
  }
}

/** The last step of a backup: until then the folder's previous backup stays valid. */
export async function writeManifest(folder: string, content: Manifest): Promise<void> {
  const partial = join(folder, `${NAME}.partial`);
  await writeFile(partial, `${JSON.stringify(content, null, 1)}\n`, { mode: FILE_MODE, flush: true });
  await rename(partial, join(folder, NAME));
}
