import { describe, expect, it } from "@jest/globals";
import { mentionsIn } from "./mentions.js";

describe("mentionsIn", () => {
  it("finds usernames, each once and in lower case", () => {
    expect(mentionsIn("@Ada and (@bob-2), @ada!\n@c_3.")).toEqual(["ada", "bob-2", "c_3"]);
  });

  it("takes neither addresses nor code nor parts of words", () => {
    expect(mentionsIn("ada@example.org, `@decorator`, a@b")).toEqual([]);
    expect(mentionsIn("```python\n@property\n```\n~~~\n@Input()\n~~~")).toEqual([]);
    expect(mentionsIn(`@${"a".repeat(31)} @ab`)).toEqual([]);
  });

  it("is bounded", () => {
    const names = Array.from({ length: 50 }, (_, n) => `@name-${n}`);
    expect(mentionsIn(names.join(" "))).toHaveLength(10);
  });
});
