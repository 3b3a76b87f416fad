/** Files as tar archives: in the format of POSIX.1-1988 with GNU's entries for long names, as `tar` of the image reads and writes it. */
import type { BoxFile } from "../../sandbox/sandbox.js";

const BLOCK = 512;
const NAME_MAX = 100;
const TYPE = { file: "0", oldFile: "\0", longName: "L", pax: "x" } as const;
const LONG_LINK = "././@LongLink";

/** All files of one user; a program can't change those of another one. */
export function writeTar(files: readonly BoxFile[]): Buffer {
  const blocks: Buffer[] = [];
  for (const { path, content, executable = false } of files) {
    const name = Buffer.from(path);
    if (name.length > NAME_MAX) blocks.push(...entry(Buffer.from(LONG_LINK), Buffer.concat([name, Buffer.alloc(1)]), TYPE.longName, 0o644));
    blocks.push(...entry(name.subarray(0, NAME_MAX), content, TYPE.file, executable ? 0o755 : 0o644));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function entry(name: Buffer, content: Buffer, type: string, mode: number): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  name.copy(header, 0);
  const octal = (value: number, at: number, bytes: number): void =>
    void header.write(value.toString(8).padStart(bytes - 1, "0"), at, "latin1");
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(content.length, 124, 12);
  octal(0, 136, 12);
  header.fill(" ", 148, 156);
  header.write(type, 156, "latin1");
  header.write("ustar\0" + "00", 257, "latin1");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [header, content, padding];
}

/** Its regular files; links, folders and special files are left out. Throws on what is no whole archive. */
export function readTar(archive: Buffer): BoxFile[] {
  const files: BoxFile[] = [];
  let longName: string | undefined;
  for (let at = 0; ;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.length < BLOCK) throw new Error("the archive is cut off");
    if (header.every((byte) => byte === 0)) return files;
    const bytes = sizeOf(header);
    const content = archive.subarray(at + BLOCK, at + BLOCK + bytes);
    if (content.length < bytes) throw new Error("the archive is cut off");
    at += BLOCK + Math.ceil(bytes / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156]!);
    if (type === TYPE.longName) longName = textOf(content);
    else if (type === TYPE.pax) longName = paxPath(content) ?? longName;
    else {
      const path = (longName ?? nameOf(header)).replace(/^(?:\.?\/)+/, "");
      longName = undefined;
      const isFile = type === TYPE.file || type === TYPE.oldFile;
      if (isFile && path !== "" && !path.split("/").includes(".."))
        files.push({ path, content: Buffer.from(content), executable: (parseInt(textOf(header.subarray(100, 108)), 8) & 0o100) !== 0 });
    }
  }
}

function nameOf(header: Buffer): string {
  const prefix = header.toString("latin1", 257, 262) === "ustar" && header[262] === 0 ? textOf(header.subarray(345, 500)) : "";
  const name = textOf(header.subarray(0, NAME_MAX));
  return prefix ? `${prefix}/${name}` : name;
}

function sizeOf(header: Buffer): number {
  // GNU writes sizes above 8 GiB in binary; nothing here is that large.
  const size = parseInt(textOf(header.subarray(124, 136)).trim() || "0", 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error("not a tar archive");
  return size;
}

function paxPath(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString("utf8"))?.[1];
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
}
