import { describe, expect, it } from "@jest/globals";
import { groupedAnswer, groupedError, TEXT_MAX } from "./grouped-text.js";

describe("texts in groups", () => {
  it("take outputs as equal that differ in white space only, and others not", () => {
    expect(groupedAnswer(" 1  2\r\n3\n")).toEqual(groupedAnswer("1 2 3"));
    expect(groupedAnswer("1 2 3").textKey).not.toBe(groupedAnswer("12 3").textKey);
    expect(groupedAnswer("").text).toBe("");
  });

  it("keep the beginning only, and tell long texts apart all the same", () => {
    const [one, other] = [groupedAnswer("😀".repeat(900)), groupedAnswer(`${"😀".repeat(900)}x`)];
    expect(one.text).toBe(other.text);
    expect([...one.text]).toHaveLength(TEXT_MAX);
    expect(one.textKey).not.toBe(other.textKey);
  });

  it("name the first error without the names and numbers of the source", () => {
    const error = (name: string, line: number) =>
      `main.cpp:${line}:5: warning: unused variable ‘${name}’ [-Wunused]\nmain.cpp:${line}:9: error: ‘${name}’ was not declared in this scope\n`;
    const [one, other] = [groupedError("cpp20", error("foo", 3)), groupedError("cpp20", error("barBaz_2", 71))];
    expect(one).toEqual(other);
    expect(one!.text).toBe("‘…’ was not declared in this scope");
    expect(groupedError("cpp20", "main.cpp:1:2: error: expected ‘;’ before ‘}’ token")!.text).toBe("expected ‘;’ before ‘}’ token");
  });

  it("fall back to the first line, of unknown languages too, and to nothing", () => {
    expect(groupedError("cobol", "\n  boom at 12  \nmore")!.text).toBe("boom at N");
    expect(groupedError("cobol", " \n")).toBeNull();
  });
});
