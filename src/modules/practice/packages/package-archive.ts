/** Reads a ZIP of a problem package. Trusts nothing in it. */
import type { FileHandle } from "node:fs/promises";
import type { Entry, ZipFile } from "yauzl";
import { BadPackage, Findings } from "../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../judge/packages/package-files.js";
import { readPackage, type ReadPackage } from "../../../judge/packages/read-package.js";
import { MIB } from "../../../kernel/units.js";
import { contentOf, entriesOf, isPossibleSize, openZip, whyUnreadable } from "../problems/tests/zip-entries.js";

export const FILES_MAX = 6000;
const UNPACKED_MAX_BYTES = 512 * MIB;
/** A test's input or answer may have 64 MiB; nothing else has to be as large. */
const FILE_MAX_BYTES = 64 * MIB;
const PATH_MAX = 300;

/** The file must stay open while the package's content is read. */
export async function readPackageArchive(file: FileHandle): Promise<ReadPackage> {
  const findings = new Findings();
  const files = await archiveFiles(file, findings);
  return files ? readPackage(files, findings) : { problem: null, faults: findings.faults, notes: findings.notes };
}

/** Files of a ZIP, whose names and sizes are safe. Null, with faults, if not all are. The file must stay open while they are read. */
export async function archiveFiles(file: FileHandle, findings: Findings): Promise<PackageFile[] | null> {
  let files: PackageFile[];
  try {
    const zip = await openZip(file);
    if (zip.entryCount > 2 * FILES_MAX) {
      findings.fault("TOO_MANY_FILES", null, `The archive has ${zip.entryCount} entries; at most ${FILES_MAX} files are allowed.`);
      return null;
    }
    files = await filesOf(zip, (await file.stat()).size, findings);
  } catch (error) {
    // The file is on local disk, so an error here means a bad archive.
    findings.fault("NOT_AN_ARCHIVE", null, `The archive cannot be read: ${(error as Error).message}.`);
    return null;
  }
  // Names and sizes that lie would make other faults misleading.
  return findings.faultCount > 0 ? null : files;
}

async function filesOf(zip: ZipFile, archiveBytes: number, findings: Findings): Promise<PackageFile[]> {
  const entries = await entriesOf(zip, (path) => /(^|\/)\.timelimit$/.test(path));
  const seen = new Set<string>();
  const files: PackageFile[] = [];
  let bytes = 0;
  for (const { path, entry } of entries) {
    bytes += entry.uncompressedSize;
    const unreadable = whyUnreadable(entry);
    if (whyWrong(path)) findings.fault("PATH_INVALID", path, whyWrong(path)!);
    else if (seen.has(path)) findings.fault("PATH_DUPLICATE", path, "The archive has two files with this path.");
    else if (unreadable) findings.fault("FILE_UNREADABLE", path, unreadable);
    else if (entry.uncompressedSize > FILE_MAX_BYTES) findings.fault("FILE_TOO_LARGE", path, "A file has at most 64 MiB.");
    else files.push(fileOf(zip, entry, path));
    seen.add(path);
  }
  if (entries.length > FILES_MAX)
    findings.fault("TOO_MANY_FILES", null, `The archive has ${entries.length} files; at most ${FILES_MAX} are allowed.`);
  if (bytes > UNPACKED_MAX_BYTES) findings.fault("PACKAGE_TOO_LARGE", null, `The files have ${bytes} bytes; at most 512 MiB are allowed.`);
  if (!isPossibleSize(bytes, archiveBytes))
    findings.fault("PACKAGE_TOO_LARGE", null, "The archive unpacks to more than is possible for its size.");
  for (const path of seen) {
    const above = path.split("/").slice(0, -1);
    if (above.some((_, at) => seen.has(above.slice(0, at + 1).join("/"))))
      findings.fault("PATH_DUPLICATE", path, "A file has the path of a folder.");
  }
  return files;
}

function whyWrong(path: string): string | null {
  if (path.length > PATH_MAX) return `A path has at most ${PATH_MAX} characters.`;
  if (/[\u0000-\u001f\u007f\uFFFD\\]/.test(path)) return "A path has no control characters and no backslashes, and is UTF-8.";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "A path is relative.";
  return path.split("/").some((part) => part === "" || part === "." || part === "..")
    ? "A path has no empty parts and no dots as parts."
    : null;
}

function fileOf(zip: ZipFile, entry: Entry, path: string): PackageFile {
  const damaged = (reason: string) => new BadPackage("FILE_UNREADABLE", path, `The file is damaged: ${reason}.`);
  return { path, sizeBytes: entry.uncompressedSize, read: () => contentOf(zip, entry, damaged) };
}
