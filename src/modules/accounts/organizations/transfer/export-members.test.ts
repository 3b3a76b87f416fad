import { describe, expect, it } from "@jest/globals";
import { csvOf, jsonOf } from "./export-members.job.js";

const member = (username: string, displayName = username) => ({
  ...{ id: "0190a6c8-7d4e-7cc3-98c4-dc0c0c07398f", username, displayName, email: null, role: "LEARNER", joinedBy: "LINK" },
  joinedAt: new Date("2026-03-09T07:00:00Z"),
});

describe("exported members", () => {
  it("are CSV with one header, and no formulas", () => {
    expect(csvOf([member("ada", '=HYPERLINK("x")')], true) + csvOf([member("bob")], false)).toBe(
      'username,displayName,email,role,joinedBy,joinedAt\r\nada,"\'=HYPERLINK(""x"")",,LEARNER,LINK,2026-03-09T07:00:00.000Z\r\nbob,bob,,LEARNER,LINK,2026-03-09T07:00:00.000Z\r\n',
    );
  });

  it("are a JSON array over several pages", () => {
    const text = `${jsonOf([member("ada"), member("bob")], true)}${jsonOf([member("cy")], false)}\n]\n`;
    expect((JSON.parse(text) as { username: string }[]).map(({ username }) => username)).toEqual(["ada", "bob", "cy"]);
    expect(JSON.parse(`${jsonOf([], true)}\n]\n`)).toEqual([]);
  });
});
