import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import type { ExportedFile, ExportPart, Reader } from "../../../contracts/personal-data.js";

/** A finished archive, on the disk of the worker alone: nobody else can open it, and it goes with the process. */
export interface Archive {
  sizeBytes: number;
  stream(): Readable;
  close(): Promise<void>;
}

/** Media that deflate no further. */
const PACKED = /\.(webp|png|jpe?g|gif|zip|pdf)$/i;

/**
 * Writes all parts into a ZIP, one after the other and each as it is read, so that memory holds a page of rows at most.
 * It is kept in a file without a name: a worker that dies leaves nothing behind, here or in the object storage, where one
 * request then makes the whole object.
 */
export async function writeArchive(parts: readonly ExportPart[], reader: Reader, onItem: () => Promise<void>): Promise<Archive> {
  const file = await openNameless();
  const zip = new ZipFile();
  zip.on("error", () => undefined); // told to whoever adds to it
  const output = zip.outputStream as Readable;
  const written = pipeline(output, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await file.appendFile(chunk);
  });
  const filled = fill(zip, parts, reader, onItem).catch((error: Error) => {
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

async function fill(zip: ZipFile, parts: readonly ExportPart[], reader: Reader, onItem: () => Promise<void>): Promise<void> {
  await add(zip, { path: "README.txt", content: contentsOf(parts), changedAt: new Date() });
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

/** Resolves when the archive has taken all of it. */
function add(zip: ZipFile, { path, content, changedAt }: ExportedFile): Promise<void> {
  // The library remembers to its end how each file was opened: it must not remember the file.
  let open: (() => Promise<Readable>) | null = opener(content);
  return new Promise((resolve, reject) => {
    // Of the library: errors of the archive itself.
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
 * The library keeps the name of each entry to its end, as a slice of the pool that Node makes small buffers from; with it
 * would stay 64 KiB of whatever else lay there, for each entry.
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

/** A file's name was chosen by someone: it must not lead out of the folder, on any system. */
function safe(path: string): string {
  return path
    .split("/")
    .map((name) => name.replace(/[\p{Cc}<>:"\\|?*]/gu, "_").replace(/^\.+/, "_") || "_")
    .join("/");
}

function contentsOf(parts: readonly ExportPart[]): string {
  const lines = parts.map((part) => `${part.name}${"objects" in part ? ".json" : "/"}\n  ${part.description}\n`);
  return `All that CodeQuest has of your account.\nTimes are UTC; ids are the same in all files.\n\n${lines.join("\n")}`;
}
