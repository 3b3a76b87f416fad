/** Attachments and pictures of a package become files of the problem. What cannot be one is noted, and left out. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { BadPackage, type Findings } from "../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../judge/packages/package-files.js";
import type { ProblemPackage } from "../../../judge/packages/problem-package.js";
import { IMAGE_TYPES, redraw } from "../../../platform/storage/images.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { sniff, UPLOAD_RULES } from "../../base/storage/upload-rules.js";
import { FILES_MAX, FILES_MAX_BYTES, type ProblemFileKind } from "../problems/files/problem-file.entity.js";
import { fileNameOf, storeContent, type NewProblemFile } from "../problems/files/store-problem-files.js";

interface FileOfPackage {
  kind: ProblemFileKind;
  name: string;
  file: PackageFile;
}

const { maxBytes: FILE_MAX_BYTES, types: TYPES, sizes: SIZES } = UPLOAD_RULES.ATTACHMENT;
const STATEMENT_FOLDER = /^(problem_statement|statement|statements\/[^/]+|statement-sections\/[^/]+)\//;

/** By the path that the texts of the package use: the same path below the folder of the statement. */
export function filesOf({ images, attachments }: Pick<ProblemPackage, "images" | "attachments">, findings: Findings): FileOfPackage[] {
  const named = [
    ...images.map((file) => ({ kind: "PICTURE" as const, file, path: file.path.replace(STATEMENT_FOLDER, "") })),
    ...attachments.map((file) => ({ kind: "ATTACHMENT" as const, file, path: file.path.replace(/^attachments\//, "") })),
  ];
  const found = new Map<string, FileOfPackage>();
  for (const { kind, file, path } of named) {
    const name = fileNameOf(path);
    if (name === null) findings.note(file.path, "It is not imported: its name is too long.");
    // Statements in several languages have pictures of the same names.
    else if (!found.has(`${kind} ${name}`)) found.set(`${kind} ${name}`, { kind, name, file });
  }
  const all = [...found.values()];
  if (all.length > FILES_MAX) findings.note(null, `Only the first ${FILES_MAX} of ${all.length} pictures and attachments are imported.`);
  return all.slice(0, FILES_MAX);
}

/** Pictures that a text names without extension, as LaTeX allows, get it. */
export function withPictureNames(markdown: string, pictures: readonly string[]): string {
  return markdown.replace(/(!\[[^\]\n]*\]\()([^()\s]+)(\))/g, (whole, before: string, target: string, after: string) => {
    if (pictures.includes(target)) return whole;
    const found = pictures.find((name) => name.replace(/\.[^./]*$/, "") === target);
    return found === undefined ? whole : `${before}${found}${after}`;
  });
}

interface Options {
  storage: ObjectStorage;
  findings: Findings;
  /** Called before each file: keeps the claim on the import. */
  onFile: () => Promise<void>;
}

/** Stores the objects. Their rows are the caller's. */
export async function takeFiles(files: readonly FileOfPackage[], { storage, findings, onFile }: Options): Promise<NewProblemFile[]> {
  const taken: NewProblemFile[] = [];
  let bytes = 0;
  for (const { kind, name, file } of files) {
    await onFile();
    const leave = (reason: string) => findings.note(file.path, `It is not imported. ${reason}`);
    bytes += file.sizeBytes;
    if (file.sizeBytes > FILE_MAX_BYTES || bytes > FILES_MAX_BYTES) {
      leave("A file has at most 10 MiB, and all have at most 64 MiB.");
      bytes -= file.sizeBytes;
      continue;
    }
    const content = await contentOf(file);
    const type = "refusal" in content ? content : await typeOf(content, kind);
    if ("refusal" in type) leave(type.refusal);
    else taken.push(await storeContent(storage, { kind, name, contentType: type.contentType, content: content as Buffer }));
  }
  return taken;
}

async function contentOf(file: PackageFile): Promise<Buffer | { refusal: string }> {
  try {
    return await buffer(Readable.from(file.read(), { objectMode: false }));
  } catch (error) {
    if (!(error instanceof BadPackage)) throw error;
    return { refusal: error.message };
  }
}

/** A picture is drawn once, to know that it can be; it stays as it is, because other judges read the formats of packages only. */
async function typeOf(content: Buffer, kind: ProblemFileKind): Promise<{ contentType: string } | { refusal: string }> {
  const contentType = content.length === 0 ? null : await sniff(content);
  const allowed = kind === "PICTURE" ? IMAGE_TYPES : TYPES!;
  if (contentType === null || !allowed.has(contentType))
    return { refusal: `Its type is ${contentType ?? "unknown"}; allowed types: ${[...allowed].join(", ")}.` };
  if (!IMAGE_TYPES.has(contentType)) return { contentType };
  const drawn = await redraw(content, SIZES);
  return "refusal" in drawn ? drawn : { contentType };
}
