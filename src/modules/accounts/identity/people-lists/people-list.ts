/** Reads a list of people: CSV (RFC 4180) with a header. Bounded; a fault concerns its line and never ends the reading. */
import { parse } from "csv-parse";

/** Faults of a whole file. */
export type ListFault = "MISSING_HEADER" | "UNKNOWN_COLUMN" | "MALFORMED" | "TOO_MANY_ROWS";

export interface PeopleList<Line, Fault> {
  lines: Line[];
  /** Concerns the whole file, which has no lines then. */
  fault: { code: Fault | ListFault; detail: string } | null;
}

export interface ListFormat<Column extends string, Line> {
  columns: readonly Column[];
  /** A header must have one of these. */
  named: readonly Column[];
  rowsMax: number;
  /** `given` is empty for a missing column; `isTooLong`: there are more values than columns. */
  lineOf(line: number, given: (column: Column) => string, isTooLong: boolean): Line;
}

export async function readPeopleList<Column extends string, Line>(
  csv: string,
  { columns, named, rowsMax, lineOf }: ListFormat<Column, Line>,
): Promise<PeopleList<Line, never>> {
  const parser = parse(csv, {
    ...{ bom: true, delimiter: [",", ";", "\t"], info: true, relax_column_count: true, skip_empty_lines: true, trim: true },
    ...{ max_record_size: 4096 },
  });
  const lines: Line[] = [];
  let header: Column[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!header) {
        const names = record.map((name) => name.toLowerCase());
        const unknown = names.find((name) => !columns.includes(name as Column));
        if (!named.some((name) => names.includes(name))) return refused("MISSING_HEADER", record.join(", "));
        if (unknown !== undefined || new Set(names).size < names.length) return refused("UNKNOWN_COLUMN", unknown ?? names.join(", "));
        header = names as Column[];
        continue;
      }
      if (lines.length >= rowsMax) return refused("TOO_MANY_ROWS", String(rowsMax));
      const found = header;
      lines.push(lineOf(info.lines, (column) => record[found.indexOf(column)] ?? "", record.length > found.length));
    }
  } catch (error) {
    return refused("MALFORMED", (error as { code?: string }).code ?? "");
  }
  return header ? { lines, fault: null } : refused("MISSING_HEADER", "");
}

const refused = (code: ListFault, detail: string) => ({ lines: [], fault: { code, detail: detail.slice(0, 200) } });
