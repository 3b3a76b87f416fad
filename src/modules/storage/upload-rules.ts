import { fileTypeFromBuffer } from "file-type";
import { MIB } from "../../kernel/units.js";
import { IMAGE_TYPES, type ImageSize } from "../../platform/images.js";
import type { FilePurpose } from "./stored-file.entity.js";

interface Rule {
  maxBytes: number;
  types: ReadonlySet<string>;
  /** In which sizes its images are kept. */
  sizes: readonly ImageSize[];
  /** public/ is what a CDN may serve. */
  folder: "public/avatars" | "files";
}

export const UPLOAD_RULES: Record<FilePurpose, Rule> = {
  AVATAR: {
    maxBytes: 5 * MIB,
    types: IMAGE_TYPES,
    sizes: [64, 256, 512].map((pixels) => ({ pixels, fit: "cover" })),
    folder: "public/avatars",
  },
  ATTACHMENT: {
    maxBytes: 10 * MIB,
    types: new Set([...IMAGE_TYPES, "application/pdf", "application/zip", "text/plain"]),
    sizes: [{ pixels: 2048, fit: "inside" }],
    folder: "files",
  },
};

/** What the bytes are, whatever their name says. Text has no mark of its own: it is what reads as UTF-8 without a NUL. */
export async function sniff(content: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  if (found) return found.mime;
  if (content.includes(0)) return null;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return "text/plain";
  } catch {
    return null;
  }
}
