import { isOneLine } from "../../../../graphql/one-line.js";
import { EMAIL_MAX, isEmailAddress } from "../../../accounts/identity/credentials/email-address.js";
import { readPeopleList, type PeopleList } from "../../../accounts/identity/people-lists/people-list.js";
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
  "NOT_IN_ORGANIZATION",
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

export type RosterFile = PeopleList<RosterLine, RosterFault>;

export function readRoster(csv: string): Promise<RosterFile> {
  const seen = new Set<string>();
  return readPeopleList<Column, RosterLine>(csv, {
    columns: ROSTER_COLUMNS,
    named: ["email", "username"],
    rowsMax: ROSTER_ROWS_MAX,
    lineOf(line, given, isTooLong) {
      const row = {
        line,
        email: given("email").toLowerCase() || null,
        username: given("username").toLowerCase() || null,
        section: given("section") || null,
      };
      return { ...row, fault: faultOf(row, isTooLong, seen) };
    },
  });
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
