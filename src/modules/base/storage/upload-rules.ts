import { fileTypeFromBuffer } from "file-type";
import { MIB } from "../../../kernel/units.js";
import { IMAGE_TYPES, type ImageSize } from "../../../platform/storage/images.js";
import type { FilePurpose } from "./stored-file.entity.js";

interface Rule {
  maxBytes: number;
  /** Null accepts every type without inspecting the content. */
  types: ReadonlySet<string> | null;
  /** Sizes in which images are stored. */
  sizes: readonly ImageSize[];
  /** A CDN may serve public/. */
  folder: "public/avatars" | "public/logos" | "files" | "uploads";
  /** Per account. */
  mostPerHour: number;
}

export const UPLOAD_RULES: Record<FilePurpose, Rule> = {
  AVATAR: {
    maxBytes: 5 * MIB,
    types: IMAGE_TYPES,
    sizes: [64, 256, 512].map((pixels) => ({ pixels, fit: "cover" })),
    folder: "public/avatars",
    mostPerHour: 60,
  },
  ATTACHMENT: {
    maxBytes: 10 * MIB,
    types: new Set([...IMAGE_TYPES, "application/pdf", "application/zip", "text/plain"]),
    sizes: [{ pixels: 2048, fit: "inside" }],
    folder: "files",
    mostPerHour: 60,
  },
  /** Stays at the upload key until it is part of a test set. */
  TEST_DATA: { maxBytes: 256 * MIB, types: null, sizes: [], folder: "uploads", mostPerHour: 2000 },
  /** Stays at the upload key until it is imported. */
  PROBLEM_PACKAGE: { maxBytes: 256 * MIB, types: null, sizes: [], folder: "uploads", mostPerHour: 200 },
  /** Whoever uses it takes the row's objects over, and removes the row. */
  LOGO: {
    maxBytes: 5 * MIB,
    types: IMAGE_TYPES,
    sizes: [64, 256, 512].map((pixels) => ({ pixels, fit: "inside" })),
    folder: "public/logos",
    mostPerHour: 60,
  },
};

/** Data of problems: large, not inspected before a job reads it, and with a quota of its own. */
export const DATA_PURPOSES: readonly FilePurpose[] = ["TEST_DATA", "PROBLEM_PACKAGE"];

/** Binary formats whose files may consist of text only. Any other signature at the start of a text is part of the text. */
const TEXTUAL_BINARIES = new Set(["application/pdf"]);

/**
 * Type of the content, regardless of its name. Valid UTF-8 without control characters is text, even if it starts with
 * another format's signature.
 */
export async function sniff(content: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  if (isText(content)) return found && TEXTUAL_BINARIES.has(found.mime) ? found.mime : "text/plain";
  return found?.mime ?? null;
}

/** C0 controls other than tab, line feed, form feed, carriage return and escape (terminal colours). */
const CONTROL = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F]/;

function isText(content: Buffer): boolean {
  try {
    return !CONTROL.test(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    return false;
  }
}

const FILE_NAME_MAX_CHARACTERS = 200;

/**
 * File name for downloads, without folders, control and text-direction characters, and characters that file systems
 * reject. Keeps the end of a long name, because it contains the extension.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").split(/[\\/]/).at(-1)!;
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]+/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  return [...clean].slice(-FILE_NAME_MAX_CHARACTERS).join("") || "file";
}
