import { describe, expect, it } from "@jest/globals";
import { csvOf, jsonOf } from "./table-file.js";

const COLUMNS = ["username", "displayName", "email", "solved"] as const;
const member = (username: string, displayName = username) => ({ username, displayName, email: null, solved: 3 });

describe("tables", () => {
  it("are CSV with one header, and no formulas", () => {
    expect(csvOf(COLUMNS, [member("ada", '=HYPERLINK("x")')], true) + csvOf(COLUMNS, [member("bob")], false)).toBe(
      'username,displayName,email,solved\r\nada,"\'=HYPERLINK(""x"")",,3\r\nbob,bob,,3\r\n',
    );
    expect(csvOf(COLUMNS, [], true)).toBe("username,displayName,email,solved\r\n");
  });

  it("are a JSON array over several pages", () => {
    const text = `${jsonOf(COLUMNS, [member("ada"), member("bob")], true)}${jsonOf(COLUMNS, [member("cy")], false)}\n]\n`;
    expect((JSON.parse(text) as { username: string }[]).map(({ username }) => username)).toEqual(["ada", "bob", "cy"]);
    expect(JSON.parse(`${jsonOf(COLUMNS, [], true)}\n]\n`)).toEqual([]);
  });
});
