/** Reads a list of members: CSV (RFC 4180) with a header. Bounded; a fault concerns its line and never ends the reading. */
import { parse } from "csv-parse";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../../access/viewer.js";
import { EMAIL_MAX, isEmailAddress } from "../../identity/credentials/email-address.js";
import { IMPORT_ROWS_MAX } from "../organization-limits.js";

const COLUMNS = ["email", "role"] as const;
type Column = (typeof COLUMNS)[number];

export const MEMBER_FAULTS = [
  "MISSING_HEADER",
  "UNKNOWN_COLUMN",
  "MALFORMED",
  "INVALID_EMAIL",
  "INVALID_ROLE",
  "DUPLICATE",
  "ROLE_NOT_ALLOWED",
  "LAST_OWNER",
  "NO_SEAT",
  "TOO_MANY_MEMBERSHIPS",
  "TOO_MANY_ROWS",
] as const;
export type MemberFault = (typeof MEMBER_FAULTS)[number];

export interface MemberLine {
  /** Of the file, from 1. */
  line: number;
  /** Lower case; as given if it is no address. */
  email: string;
  role: OrganizationRole;
  fault: MemberFault | null;
}

export interface MemberFile {
  lines: MemberLine[];
  /** Concerns the whole file, which has no lines then. */
  fault: { code: MemberFault; detail: string } | null;
}

export async function readMemberFile(csv: string): Promise<MemberFile> {
  const parser = parse(csv, {
    ...{ bom: true, delimiter: [",", ";", "\t"], info: true, relax_column_count: true, skip_empty_lines: true, trim: true },
    ...{ max_record_size: 4096 },
  });
  const lines: MemberLine[] = [];
  const seen = new Set<string>();
  let header: Column[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!header) {
        const names = record.map((name) => name.toLowerCase());
        if (!names.includes("email")) return refused("MISSING_HEADER", record.join(", "));
        const unknown = names.find((name) => !COLUMNS.includes(name as Column));
        if (unknown !== undefined || new Set(names).size < names.length) return refused("UNKNOWN_COLUMN", unknown ?? names.join(", "));
        header = names as Column[];
        continue;
      }
      if (lines.length >= IMPORT_ROWS_MAX) return refused("TOO_MANY_ROWS", String(IMPORT_ROWS_MAX));
      lines.push(lineOf(record, header, info.lines, seen));
    }
  } catch (error) {
    return refused("MALFORMED", (error as { code?: string }).code ?? "");
  }
  return header ? { lines, fault: null } : refused("MISSING_HEADER", "");
}

const refused = (code: MemberFault, detail: string): MemberFile => ({ lines: [], fault: { code, detail: detail.slice(0, 200) } });

function lineOf(record: readonly string[], header: readonly Column[], line: number, seen: Set<string>): MemberLine {
  const given = (column: Column) => record[header.indexOf(column)] ?? "";
  const email = given("email").toLowerCase();
  const role = given("role").toUpperCase() || "LEARNER";
  const isRole = (ORGANIZATION_ROLES as readonly string[]).includes(role);
  const row = { line, email: email.slice(0, EMAIL_MAX), role: isRole ? (role as OrganizationRole) : "LEARNER" } as const;
  if (record.length > header.length) return { ...row, fault: "MALFORMED" };
  if (email.length > EMAIL_MAX || !isEmailAddress(email)) return { ...row, fault: "INVALID_EMAIL" };
  if (!isRole) return { ...row, fault: "INVALID_ROLE" };
  if (seen.has(email)) return { ...row, fault: "DUPLICATE" };
  seen.add(email);
  return { ...row, fault: null };
}
