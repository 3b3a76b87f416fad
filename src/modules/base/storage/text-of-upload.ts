import { buffer } from "node:stream/consumers";
import type { SignedIn } from "../../../access/viewer.js";
import { badInput } from "../../../kernel/errors.js";
import type { EntityManager } from "../../../platform/database/database.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { StoredFile } from "./stored-file.entity.js";

/** Of an input: the text itself, or a file that has it. */
export interface TextOrFile {
  text?: string | null;
  fileId?: string | null;
}

/** Longest character of UTF-8. */
const BYTES_PER_CHARACTER = 4;

/** The text of such an input; of files those of the viewer. BAD_USER_INPUT with both or none, for other files, and above `maximum` characters. */
export async function textOfUpload(
  { em, storage, viewer }: { em: EntityManager; storage: ObjectStorage; viewer: SignedIn },
  { text, fileId }: TextOrFile,
  maximum = Infinity,
): Promise<string> {
  const given = text ?? null;
  if ((given === null) === !fileId) throw badInput("input.text", "Set either `text` or `fileId`.");
  if (given !== null) return given;
  const file = await em.findOne(StoredFile, { id: fileId!, owner: viewer.id, purpose: "ATTACHMENT", status: "READY" });
  const expectShort = (actual: number, unit: "BYTES" | "CHARACTERS", most: number) => {
    const message = `The file has more than ${most} ${unit.toLowerCase()}.`;
    if (actual > most) throw badInput("input.fileId", message, "TOO_LONG", { maximum: most, actual, unit });
  };
  if (file) expectShort(file.sizeBytes, "BYTES", maximum * BYTES_PER_CHARACTER);
  const object = file?.contentType === "text/plain" && file.renditions[0] ? await storage.open(file.renditions[0].key) : null;
  if (!object) throw badInput("input.fileId", "Use a READY file of yours of purpose ATTACHMENT that is text in UTF-8.", "UNKNOWN_VALUE");
  const content = new TextDecoder().decode(await buffer(object.content));
  expectShort(content.length, "CHARACTERS", maximum);
  return content;
}
