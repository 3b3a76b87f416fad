/** Reads a roster: CSV (RFC 4180) with a header. Bounded; a fault concerns its line and never ends the reading. */
import { parse } from "csv-parse";
import { isOneLine } from "../../../../graphql/one-line.js";
import { EMAIL_MAX, isEmailAddress } from "../../../accounts/identity/credentials/email-address.js";
import { ROSTER_ROWS_MAX, SECTION_NAME_MAX } from "../class-limits.js";

export const ROSTER_COLUMNS = ["email", "username", "section"] as const;
type Column = (typeof ROSTER_COLUMNS)[number];

export const ROSTER_FAULTS = [
  "MISSING_HEADER",
  "UNKNOWN_COLUMN",
  "MALFORMED",
  "MISSING_NAME",
  "INVALID_EMAIL",
  "INVALID_SECTION",
  "UNKNOWN_ACCOUNT",
  "DUPLICATE",
  "ALREADY_STAFF",
  "NO_SEAT",
  "TOO_MANY_ROWS",
] as const;
export type RosterFault = (typeof ROSTER_FAULTS)[number];

export interface RosterLine {
  /** Of the file, from 1. */
  line: number;
  email: string | null;
  username: string | null;
  section: string | null;
  fault: RosterFault | null;
}

export interface RosterFile {
  lines: RosterLine[];
  /** Concerns the whole file, which has no lines then. */
  fault: { code: RosterFault; detail: string } | null;
}

export async function readRoster(csv: string): Promise<RosterFile> {
  const parser = parse(csv, {
    ...{ bom: true, delimiter: [",", ";", "\t"], info: true, relax_column_count: true, skip_empty_lines: true, trim: true },
    ...{ max_record_size: 4096 },
  });
  const lines: RosterLine[] = [];
  const seen = new Set<string>();
  let header: Column[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!header) {
        const names = record.map((name) => name.toLowerCase());
        const unknown = names.find((name) => !ROSTER_COLUMNS.includes(name as Column));
        if (!names.includes("email") && !names.includes("username")) return refused("MISSING_HEADER", record.join(", "));
        if (unknown !== undefined || new Set(names).size < names.length) return refused("UNKNOWN_COLUMN", unknown ?? names.join(", "));
        header = names as Column[];
        continue;
      }
      if (lines.length >= ROSTER_ROWS_MAX) return refused("TOO_MANY_ROWS", String(ROSTER_ROWS_MAX));
      lines.push(lineOf(record, header, info.lines, seen));
    }
  } catch (error) {
    return refused("MALFORMED", (error as { code?: string }).code ?? "");
  }
  return header ? { lines, fault: null } : refused("MISSING_HEADER", "");
}

const refused = (code: RosterFault, detail: string): RosterFile => ({ lines: [], fault: { code, detail: detail.slice(0, 200) } });

function lineOf(record: readonly string[], header: readonly Column[], line: number, seen: Set<string>): RosterLine {
  const given = (column: Column) => record[header.indexOf(column)] || null;
  const row = {
    line,
    email: given("email")?.toLowerCase() ?? null,
    username: given("username")?.toLowerCase() ?? null,
    section: given("section"),
  };
  return { ...row, fault: faultOf(row, record.length > header.length, seen) };
}

function faultOf(
  { email, username, section }: Omit<RosterLine, "line" | "fault">,
  isTooLong: boolean,
  seen: Set<string>,
): RosterFault | null {
  if (isTooLong) return "MALFORMED";
  if (email === null && username === null) return "MISSING_NAME";
  if (email !== null && (email.length > EMAIL_MAX || !isEmailAddress(email))) return "INVALID_EMAIL";
  if (section !== null && (section.length > SECTION_NAME_MAX || !isOneLine(section))) return "INVALID_SECTION";
  const names = [email && `e:${email}`, username && `u:${username}`].filter((name) => name !== null);
  if (names.some((name) => seen.has(name))) return "DUPLICATE";
  for (const name of names) seen.add(name);
  return null;
}
