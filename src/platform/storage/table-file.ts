import { stringify } from "csv-stringify/sync";
import { Readable } from "node:stream";
import { chunksOf, openNameless } from "./nameless-file.js";
import { asDownload, type ObjectStorage } from "./object-storage.js";

export const TABLE_FORMATS = ["CSV", "JSON"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export type Cell = string | number | null;

interface TableFile<C extends string> {
  storage: ObjectStorage;
  key: string;
  /** Of the download, without extension. */
  name: string;
  format: TableFormat;
  columns: readonly C[];
  /** Empty pages are allowed. */
  pages: AsyncIterable<readonly Record<C, Cell>[]>;
}

/** Writes a table page by page into an object. Holds no more than a page in memory. Returns its size. */
export async function writeTable<C extends string>({ storage, key, name, format, columns, pages }: TableFile<C>): Promise<number> {
  const file = await openNameless();
  try {
    let isFirst = true;
    for await (const page of pages) {
      await file.appendFile(format === "CSV" ? csvOf(columns, page, isFirst) : jsonOf(columns, page, isFirst));
      isFirst = false;
    }
    if (isFirst) await file.appendFile(format === "CSV" ? csvOf(columns, [], true) : jsonOf(columns, [], true));
    if (format === "JSON") await file.appendFile("\n]\n");
    const { size } = await file.stat();
    await storage.putStream(key, {
      content: Readable.from(chunksOf(file), { objectMode: false }),
      sizeBytes: size,
      contentType: format === "CSV" ? "text/csv; charset=utf-8" : "application/json",
      contentDisposition: asDownload(`${name}.${format.toLowerCase()}`),
    });
    return size;
  } finally {
    await file.close();
  }
}

/** Values that a spreadsheet would take for formulas are escaped. */
export function csvOf<C extends string>(columns: readonly C[], page: readonly Record<C, Cell>[], isFirst: boolean): string {
  return stringify([...page], { header: isFirst, columns: [...columns], escape_formulas: true, record_delimiter: "\r\n" });
}

/** Lines of an array that the caller closes. A first page may be empty, with more pages after it. */
export function jsonOf<C extends string>(columns: readonly C[], page: readonly Record<C, Cell>[], isFirst: boolean): string {
  const lines = page.map((row) => JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]]))));
  return `${isFirst ? "[" : ""}${lines.map((line, at) => `${isFirst && at === 0 ? "" : ","}\n  ${line}`).join("")}`;
}
