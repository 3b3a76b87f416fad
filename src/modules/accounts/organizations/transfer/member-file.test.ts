import { describe, expect, it } from "@jest/globals";
import { IMPORT_ROWS_MAX } from "../organization-limits.js";
import { readMemberFile } from "./member-file.js";

const linesOf = async (csv: string) => (await readMemberFile(csv)).lines.map(({ email, role, fault }) => [email, role, fault]);
const faultOf = async (csv: string) => (await readMemberFile(csv)).fault;

describe("readMemberFile", () => {
  it("reads addresses in lower case, and learners where no role is given", async () => {
    expect(await linesOf("\uFEFFEmail;Role\r\n Ada@Example.org ;instructor\r\n\r\nbob@example.org;\r\n")).toEqual([
      ["ada@example.org", "INSTRUCTOR", null],
      ["bob@example.org", "LEARNER", null],
    ]);
  });

  it("finds the fault of each line and goes on", async () => {
    const csv =
      'role,email\nLEARNER,nobody\nKING,a@example.org\n,b@example.org\n,B@example.org\n,c@example.org,more\nOWNER,"d@example.org"';
    expect((await linesOf(csv)).map(([, , fault]) => fault)).toEqual([
      "INVALID_EMAIL",
      "INVALID_ROLE",
      null,
      "DUPLICATE",
      "MALFORMED",
      null,
    ]);
  });

  it.each([
    ["", "MISSING_HEADER", ""],
    ["ada@example.org\n", "MISSING_HEADER", "ada@example.org"],
    ["email,name\n", "UNKNOWN_COLUMN", "name"],
    ["email,email\n", "UNKNOWN_COLUMN", "email, email"],
    ['email\n"ada@example.org', "MALFORMED", "CSV_QUOTE_NOT_CLOSED"],
    [`email\n${"x@example.org\n".repeat(IMPORT_ROWS_MAX + 1)}`, "TOO_MANY_ROWS", String(IMPORT_ROWS_MAX)],
  ])("refuses %#", async (csv, code, detail) => expect(await faultOf(csv)).toEqual({ code, detail }));
});
