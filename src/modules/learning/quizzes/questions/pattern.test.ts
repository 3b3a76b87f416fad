import { describe, expect, it } from "@jest/globals";
import { compilePattern, patternFault } from "./pattern.js";

describe("patterns", () => {
  it.each([
    ["colou?r", ["color", "colour"], ["colouur", "xcolor", "colors"]],
    ["^(?:yes|no)$", ["yes", "no"], ["yesno", ""]],
    ["a{2,3}b*", ["aa", "aaabb"], ["a", "aaaa"]],
    ["[^a-c\\d]+", ["xyz", "-"], ["a", "x1", ""]],
    ["\\d{1,3}(\\.\\d+)?", ["12", "3.14"], ["1234", "3."]],
    ["(a|b)*c{0}", ["", "abba"], ["abc"]],
    ["\\$5\\^2", ["$5^2"], ["5^2"]],
    [".*", ["", "anything 😀"], ["two\nlines"]],
    ["[]a-]+", ["]", "a-"], ["b"]],
    ["(a*)*", ["", "aaaa"], ["b"]],
    ["x\\$$", ["x$"], ["x"]],
    ["", [""], ["a"]],
  ])("%s matches whole texts", (source, yes, no) => {
    const pattern = compilePattern(source, true);
    expect(yes.filter((text) => !pattern.matches(text))).toEqual([]);
    expect(no.filter((text) => pattern.matches(text))).toEqual([]);
  });

  it("agree with JavaScript's engine where both apply", () => {
    const sources = ["(ab|a)(c|bcd)?", "a+b?[c-e]{1,2}", "(a|ab)(bc|c)*", "[ab]*a[ab]{2}", "(a?b){2,}"];
    const texts = words("abcde", 5);
    for (const source of sources) {
      const own = compilePattern(source, true);
      const theirs = new RegExp(`^(?:${source})$`);
      expect(texts.filter((text) => own.matches(text) !== theirs.test(text))).toEqual([]);
    }
  });

  it("ignore case where asked", () => {
    expect(compilePattern("straße[a-z]", false).matches("STRAßEQ")).toBe(true);
    expect(compilePattern("abc", true).matches("ABC")).toBe(false);
  });

  it.each([
    "(",
    "a)",
    "[a",
    "*a",
    "a{3,2}",
    "a{200}",
    "(?=a)",
    "(?<n>a)",
    "\\1",
    "\\p{L}",
    "a^b",
    "\\",
    "[z-a]",
    "a{x}",
    "((a{100}){100}){100}",
  ])("refuse %s", (source) => {
    expect(patternFault(source)).toEqual(expect.any(String));
  });

  it("take linear time where a backtracking engine takes exponential time", () => {
    const pattern = compilePattern("(a|aa|a?)*(a+)+b", true);
    expect(pattern.matches("a".repeat(4000))).toBe(false);
    expect(patternFault(`${"(".repeat(60)}${"){0,100}".repeat(60)}`)).toMatch(/too large/);
  });
});

function words(letters: string, most: number): string[] {
  let layer = [""];
  const all = [...layer];
  for (let length = 1; length <= most; length++) {
    layer = layer.flatMap((word) => [...letters].map((letter) => word + letter));
    all.push(...layer);
  }
  return all;
}
