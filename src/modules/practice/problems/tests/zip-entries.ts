/** Entries of an untrusted ZIP. Names never become paths, and sizes are counted while reading. */
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from "yauzl";

/** Deflate compresses at most 1:1032. A higher ratio means overlapping entries, as in a ZIP bomb. */
const MOST_RATIO = 1040;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** The file must stay open. Throws if it is no ZIP. `entryCount` may be checked before the entries are read. */
export function openZip(file: FileHandle): Promise<ZipFile> {
  return fromFdPromise(file.fd, { lazyEntries: true, autoClose: false, decodeStrings: false });
}

export interface NamedEntry {
  path: string;
  entry: Entry;
}

/** Files, without those that desktop systems add: `__MACOSX/`, `.DS_Store`, `Thumbs.db`, and other hidden ones. */
export async function entriesOf(zip: ZipFile, kept: (path: string) => boolean = () => false): Promise<NamedEntry[]> {
  const found: NamedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    if (!path.endsWith("/") && (kept(path) || !isOfTheSystem(path))) found.push({ path, entry });
  }
  return found;
}

function isOfTheSystem(path: string): boolean {
  return path.startsWith("__MACOSX/") || /(^|\/)(\.[^./][^/]*|Thumbs\.db|desktop\.ini)$/.test(path);
}

/** Some messages of yauzl end with a full stop. This removes it. */
export const reasonOf = (error: unknown): string => (error as Error).message.replace(/\.$/, "");

/** Whether so many bytes can come from an archive of that size. */
export function isPossibleSize(unpackedBytes: number, archiveBytes: number): boolean {
  return unpackedBytes <= MOST_RATIO * archiveBytes;
}

export function whyUnreadable(entry: Entry): string | null {
  if (entry.isEncrypted()) return "The file is encrypted. Create the archive without a password.";
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return "It is a symbolic link. Add the file itself.";
  return entry.canDecodeFileData() ? null : "The compression method is not supported. Use deflate or no compression.";
}

/** Verifies size and checksum. `damaged` makes the error to throw. */
export async function* contentOf(zip: ZipFile, entry: Entry, damaged: (reason: string) => Error): AsyncGenerator<Buffer> {
  let checksum = 0;
  try {
    const content = (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
    for await (const chunk of content) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw damaged(reasonOf(error));
  }
  if (checksum !== entry.crc32) throw damaged("its checksum is wrong");
}
