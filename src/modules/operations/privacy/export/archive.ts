import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import type { ExportedFile, ExportPart, ExportReader } from "../../../contracts/personal-data.js";

/** A finished archive in an unnamed file on the worker's disk: inaccessible to others, and removed when the process ends. */
export interface Archive {
  sizeBytes: number;
  stream(): Readable;
  close(): Promise<void>;
}

/** Formats that are already compressed. */
const PACKED = /\.(webp|png|jpe?g|gif|zip|pdf)$/i;

/**
 * Streams all parts into a ZIP one by one, so that memory holds at most a page of rows. Uses an unnamed file: a worker
 * that dies leaves nothing behind, neither here nor in object storage, where a single request creates the whole object.
 */
export async function writeArchive(
  parts: readonly ExportPart[],
  reader: ExportReader,
  onItem: () => Promise<void>,
  title = "All data of your CodeQuest account.",
): Promise<Archive> {
  const file = await openNameless();
  const zip = new ZipFile();
  zip.on("error", () => undefined); // reported by `add`
  const output = zip.outputStream as Readable;
  const written = pipeline(output, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await file.appendFile(chunk);
  });
  const filled = fill(zip, parts, reader, { onItem, title }).catch((error: Error) => {
    output.destroy(error);
    throw error;
  });
  try {
    await Promise.all([filled, written]);
    return {
      sizeBytes: (await file.stat()).size,
      stream: () => Readable.from(chunksOf(file), { objectMode: false }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function fill(
  zip: ZipFile,
  parts: readonly ExportPart[],
  reader: ExportReader,
  { onItem, title }: { onItem: () => Promise<void>; title: string },
): Promise<void> {
  await add(zip, { path: "README.txt", content: contentsOf(title, parts), changedAt: new Date() });
  for (const part of parts) {
    if ("objects" in part) {
      const json = Readable.from(asJson(part.objects(reader), onItem));
      await add(zip, { path: `${part.name}.json`, content: async () => json, changedAt: new Date() });
      continue;
    }
    for await (const { path, ...file } of part.files(reader)) {
      await add(zip, { ...file, path: `${part.name}/${safe(path)}` });
      await onItem();
    }
  }
  zip.end();
}

/** Resolves when the archive has consumed the whole content. */
function add(zip: ZipFile, { path, content, changedAt }: ExportedFile): Promise<void> {
  // The library keeps each entry's callback until the end; it must not keep the content alive.
  let open: (() => Promise<Readable>) | null = opener(content);
  return new Promise((resolve, reject) => {
    // Errors of the archive itself.
    zip.once("error", reject);
    zip.addReadStreamLazy(path, { mtime: changedAt, compress: !PACKED.test(path) }, (take) => {
      const opening = open!();
      open = null;
      opening.then((stream) => {
        stream.once("error", reject);
        stream.once("end", () => {
          zip.off("error", reject);
          resolve();
        });
        take(null, stream);
      }, reject);
    });
    letGoOfPool(zip);
  });
}

/**
 * The library keeps each entry's name until the end, as a slice of Node's buffer pool. Without a copy, each name would
 * keep 64 KiB of the pool alive.
 */
function letGoOfPool(zip: ZipFile): void {
  const entry = (zip as unknown as { entries: { utf8FileName: Buffer }[] }).entries.at(-1)!;
  const name = Buffer.alloc(entry.utf8FileName.length);
  entry.utf8FileName.copy(name);
  entry.utf8FileName = name;
}

function opener(content: ExportedFile["content"]): () => Promise<Readable> {
  return typeof content === "string" ? async () => Readable.from([content]) : content;
}

async function* asJson(objects: AsyncIterable<object>, onItem: () => Promise<void>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const object of objects) {
    yield `${before}${JSON.stringify(object, null, 2)}`;
    before = ",\n";
    await onItem();
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** File names are user input: they must not escape the folder on any operating system. */
function safe(path: string): string {
  return path
    .split("/")
    .map((name) => name.replace(/[\p{Cc}<>:"\\|?*]/gu, "_").replace(/^\.+/, "_") || "_")
    .join("/");
}

function contentsOf(title: string, parts: readonly ExportPart[]): string {
  const lines = parts.map((part) => `${part.name}${"objects" in part ? ".json" : "/"}\n  ${part.description}\n`);
  return `${title}\nTimes are UTC; ids are the same in all files.\n\n${lines.join("\n")}`;
}
