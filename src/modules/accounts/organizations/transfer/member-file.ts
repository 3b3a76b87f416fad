import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../../access/viewer.js";
import { EMAIL_MAX, isEmailAddress } from "../../identity/credentials/email-address.js";
import { readPeopleList, type PeopleList } from "../../identity/people-lists/people-list.js";
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

export type MemberFile = PeopleList<MemberLine, MemberFault>;

export function readMemberFile(csv: string): Promise<MemberFile> {
  const seen = new Set<string>();
  return readPeopleList<Column, MemberLine>(csv, {
    columns: COLUMNS,
    named: ["email"],
    rowsMax: IMPORT_ROWS_MAX,
    lineOf: (line, given, isTooLong) => lineOf(line, given, isTooLong, seen),
  });
}

function lineOf(line: number, given: (column: Column) => string, isTooLong: boolean, seen: Set<string>): MemberLine {
  const email = given("email").toLowerCase();
  const role = given("role").toUpperCase() || "LEARNER";
  const isRole = (ORGANIZATION_ROLES as readonly string[]).includes(role);
  const row = { line, email: email.slice(0, EMAIL_MAX), role: isRole ? (role as OrganizationRole) : "LEARNER" } as const;
  if (isTooLong) return { ...row, fault: "MALFORMED" };
  if (email.length > EMAIL_MAX || !isEmailAddress(email)) return { ...row, fault: "INVALID_EMAIL" };
  if (!isRole) return { ...row, fault: "INVALID_ROLE" };
  if (seen.has(email)) return { ...row, fault: "DUPLICATE" };
  seen.add(email);
  return { ...row, fault: null };
}
