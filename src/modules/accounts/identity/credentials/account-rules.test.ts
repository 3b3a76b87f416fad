import { describe, expect, it } from "@jest/globals";
import { problemsIn } from "../../../../kernel/errors.js";
import { checkPassword, displayNameFrom } from "./account-rules.js";

describe("a password", () => {
  it.each(["Sesame-1", "Ünicode1", `Aa1${"x".repeat(69)}`])("may be %s", (password) => {
    expect(() => checkPassword(password, "password")).not.toThrow();
  });

  it.each([
    ["Sesam-1", "8 characters"],
    ["sesame-1", "an upper case letter"],
    ["SESAME-1", "a lower case letter"],
    ["Sesame-x", "a digit"],
    ["sesame", "8 characters. A password needs an upper case letter and a digit"],
    [`Aa1${"x".repeat(70)}`, "at most 72 bytes"],
  ])("is refused: %s", (password, reason) => {
    expect(() => checkPassword(password, "password")).toThrow(reason);
  });
});

describe("a weak password", () => {
  it("is refused with all that is missing", () => {
    expect(problemsIn(() => checkPassword("xqz", "input.password"))).toMatchObject([
      { field: "input.password", code: "TOO_SHORT", minimum: 8, actual: 3, unit: "CHARACTERS" },
      { field: "input.password", code: "TOO_WEAK", missing: ["UPPER_CASE", "DIGIT"] },
    ]);
  });
});

describe("a display name", () => {
  it.each([
    ["  Ada   Lovelace ", "Ada Lovelace"],
    ["e\u0301lan", "\u00E9lan"],
    ["\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"],
    ["\u{1F469}\u200D\u{1F4BB}", "\u{1F469}\u200D\u{1F4BB}"],
  ])("is kept well: %j", (text, kept) => {
    expect(displayNameFrom(text, "displayName")).toBe(kept);
  });

  it.each(["", "   ", "\u200D", "a\u0000b", "a\nb", "a\u202Eb", "a\u2066b", "a\uFEFFb", "a\u2028b", "x".repeat(61)])(
    "is refused: %j",
    (text) => {
      expect(() => displayNameFrom(text, "displayName")).toThrow("display name");
    },
  );
});
