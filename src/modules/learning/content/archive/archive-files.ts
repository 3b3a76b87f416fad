/** Files of an archive become files of the track: pictures are drawn anew, as in uploads. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { BadPackage, type Findings } from "../../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../../judge/packages/package-files.js";
import { MIB } from "../../../../kernel/units.js";
import { IMAGE_TYPES, redraw } from "../../../../platform/storage/images.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { cleanFileName, sniff, UPLOAD_RULES } from "../../../base/storage/upload-rules.js";
import { TrackFile } from "../files/track-file.entity.js";
import { storeFile, type NewObject } from "../files/track-files.service.js";
import type { TrackArchive } from "./archive-format.js";

/** As of the same file in an upload. */
const FILE_MAX_BYTES = UPLOAD_RULES.ATTACHMENT.maxBytes;

export interface PresentFile {
  id: string;
  fileName: string;
  contentType: string;
  sha256: string;
}

export interface ArchiveFiles {
  /** By name in the archive. */
  byName: Map<string, { id: string; picture: boolean }>;
  /** Stored already, without rows. */
  added: TrackFile[];
}

/** Names that blocks and materials use. */
export function namedFiles(archive: TrackArchive): Set<string> {
  const lessons = archive.modules.flatMap((module) => module.lessons);
  const blocks = lessons.flatMap(({ blocks: own, translations }) =>
    [own, ...Object.values(translations).map((text) => text.blocks)].flat(),
  );
  const materials = [...archive.modules, ...lessons].flatMap((one) => one.materials);
  return new Set([...blocks, ...materials].flatMap(({ file }) => file ?? []));
}

/** Stores the files that are used. One that the track has already, with the same name and content, is used again. */
export async function takeFiles(
  archive: TrackArchive,
  present: readonly PresentFile[],
  { storage, findings, onFile }: { storage: ObjectStorage; findings: Findings; onFile: () => Promise<void> },
): Promise<ArchiveFiles> {
  const used = namedFiles(archive);
  const taken: ArchiveFiles = { byName: new Map(), added: [] };
  for (const [name, file] of archive.files) {
    if (!used.has(name)) {
      findings.note(file.path, "It is not used by any lesson or material.");
      continue;
    }
    const content = await contentOf(file, findings);
    if (!content) continue;
    const fileName = cleanFileName(name);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const known = present.find((one) => one.fileName === fileName && one.sha256 === sha256);
    if (known) {
      taken.byName.set(name, { id: known.id, picture: known.contentType.startsWith("image/") });
      continue;
    }
    const objects = await objectsOf(content, file.path, findings);
    if (!objects) continue;
    const added = Object.assign(new TrackFile(), { fileName, contentType: objects.at(-1)!.contentType });
    await storeFile(storage, added, objects);
    taken.added.push(added);
    taken.byName.set(name, { id: added.id, picture: objects[0]!.width !== null });
    await onFile();
  }
  return taken;
}

async function contentOf(file: PackageFile, findings: Findings): Promise<Buffer | null> {
  if (file.sizeBytes > FILE_MAX_BYTES) {
    findings.fault("FILE_TOO_LARGE", file.path, `A file has at most ${FILE_MAX_BYTES / MIB} MiB.`);
    return null;
  }
  try {
    return await buffer(Readable.from(file.read(), { objectMode: false }));
  } catch (error) {
    if (!(error instanceof BadPackage)) throw error;
    findings.caught(error);
    return null;
  }
}

async function objectsOf(content: Buffer, path: string, findings: Findings): Promise<NewObject[] | null> {
  const { types, sizes } = UPLOAD_RULES.ATTACHMENT;
  const contentType = content.length === 0 ? null : await sniff(content);
  if (!contentType || !types!.has(contentType)) {
    findings.fault("UNSUPPORTED", path, `Its type is ${contentType ?? "unknown"}; allowed types: ${[...types!].join(", ")}.`);
    return null;
  }
  if (!IMAGE_TYPES.has(contentType)) return [{ content, contentType, sizeBytes: content.length, width: null, height: null }];
  const drawn = await redraw(content, sizes);
  if ("refusal" in drawn) {
    findings.fault("VALUE_INVALID", path, drawn.refusal);
    return null;
  }
  return drawn.images.map((image) => ({ ...image, sizeBytes: image.content.length }));
}
