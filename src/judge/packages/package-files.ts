/** The files of a package, wherever they come from. Content is read on demand, so that a large package needs little memory. */
import { isUtf8 } from "node:buffer";
import { KIB, MIB } from "../../kernel/units.js";
import { BadPackage, Findings } from "./package-faults.js";

export interface PackageFile {
  /** Below the root of the package, with "/". */
  path: string;
  sizeBytes: number;
  /** Throws BadPackage, immediately or while reading, if the content is damaged. */
  read(): AsyncIterable<Buffer>;
}

/** Statements and sources. */
const TEXT_MAX_BYTES = MIB;
/** Configuration: parsers build trees of it. */
export const CONFIG_MAX_BYTES = 256 * KIB;

export class PackageFiles {
  private readonly byPath: ReadonlyMap<string, PackageFile>;

  constructor(readonly all: readonly PackageFile[]) {
    this.byPath = new Map(all.map((file) => [file.path, file]));
  }

  get(path: string): PackageFile | undefined {
    return this.byPath.get(path);
  }

  /** Files below a folder, sorted by path. */
  below(folder: string): PackageFile[] {
    const prefix = folder === "" ? "" : `${folder}/`;
    return this.all.filter(({ path }) => path.startsWith(prefix)).sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  /** The content of a folder's children: a file is a list of one. */
  children(folder: string): Map<string, PackageFile[]> {
    const found = new Map<string, PackageFile[]>();
    for (const file of this.below(folder)) {
      const name = file.path.slice(folder === "" ? 0 : folder.length + 1).split("/", 1)[0]!;
      found.set(name, [...(found.get(name) ?? []), file]);
    }
    return found;
  }

  /** The same files as seen from a folder: those outside are left out. */
  from(folder: string): PackageFiles {
    return new PackageFiles(this.below(folder).map((file) => ({ ...file, path: file.path.slice(folder.length + 1) })));
  }
}

/** UTF-8 text with LF line ends. Throws BadPackage. */
export async function textOf(file: PackageFile, maxBytes = TEXT_MAX_BYTES): Promise<string> {
  const { path, sizeBytes } = file;
  if (sizeBytes > maxBytes) throw new BadPackage("FILE_TOO_LARGE", path, `It has ${sizeBytes} bytes; at most ${maxBytes} are allowed.`);
  const chunks: Buffer[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes) || bytes.includes(0)) throw new BadPackage("TEXT_INVALID", path, "It must be UTF-8 text without NUL characters.");
  return bytes
    .toString()
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
}

/** Like textOf; records a fault and returns null if the text is invalid. */
export async function readText(file: PackageFile, findings: Findings, maxBytes?: number): Promise<string | null> {
  try {
    return await textOf(file, maxBytes);
  } catch (error) {
    findings.caught(error);
    return null;
  }
}

/** The text of a file that the package can do without: it is noted and "" if it is invalid. */
export async function readOptionalText(file: PackageFile, findings: Findings): Promise<string> {
  const found = new Findings();
  const text = await readText(file, found);
  findings.take(found, { optional: true });
  return text ?? "";
}
