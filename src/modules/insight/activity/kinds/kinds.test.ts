import { describe, expect, it } from "@jest/globals";
import { MESSAGE_LANGUAGES } from "../../../../messages/messages.js";
import { ACTIVITY_KINDS } from "./kinds.js";

describe("the vocabulary of activities", () => {
  it("has names that fit the column, each once", () => {
    const names = ACTIVITY_KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[A-Z_]{3,40}$/.test(name))).toEqual([]);
  });

  it.each(MESSAGE_LANGUAGES)("has a sentence for each kind in %s, which names the subject or what was reached", (language) => {
    const data = { badge: "b", badgeTitle: "MARK", level: 7, streakDays: 7, minutes: 7 };
    for (const { name, subject, text } of ACTIVITY_KINDS) {
      const written = text({ title: "MARK", data }, language);
      expect([name, written]).toEqual([name, expect.stringMatching(subject ? /MARK.*\.$/ : /(MARK|7).*\.$/)]);
    }
  });
});
