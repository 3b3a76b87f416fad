import { describe, expect, it } from "@jest/globals";
import { Findings } from "../../../../judge/packages/package-faults.js";
import { newId } from "../../../../kernel/ids.js";
import { readBlocks, splitHead, writeBlocks, type ArchivedBlock } from "./lesson-markdown.js";

const read = (body: string) => {
  const findings = new Findings();
  return { blocks: readBlocks(body, "a.md", findings), faults: findings.faults.map(({ code }) => code) };
};

describe("readBlocks", () => {
  it("takes text without markers as one block", () =>
    expect(read("\n# Title\n\n```python\nprint(1)\n```\n\n")).toEqual({
      blocks: [{ kind: "MARKDOWN", key: null, text: "# Title\n\n```python\nprint(1)\n```" }],
      faults: [],
    }));

  it("reads what a person writes", () => {
    const { blocks, faults } = read(
      "Text\n\n<!-- block: {kind: CODE, runnable: true} -->\n```python\nprint(1)\n\n```\n<!-- block: {kind: PROBLEM, problem: two-sum} -->\n<!-- block: {kind: MARKDOWN} -->\nMore",
    );
    expect(faults).toEqual([]);
    expect(blocks).toEqual([
      { kind: "MARKDOWN", key: null, text: "Text" },
      { kind: "CODE", key: null, syntax: "python", source: "print(1)\n", runnable: true },
      { kind: "PROBLEM", key: null, problem: "two-sum" },
      { kind: "MARKDOWN", key: null, text: "More" },
    ]);
  });

  it.each([
    ["<!-- block: {kind: DANCE} -->", ["VALUE_INVALID"]],
    ["<!-- block: kind -->", ["SYNTAX_INVALID"]],
    ["<!-- block: {kind: CODE} -->\nprint(1)", ["SYNTAX_INVALID"]],
    ["<!-- block: {kind: PROBLEM, problem: x} -->\ntext", ["SYNTAX_INVALID"]],
    ["<!-- block: {key: 1} -->\ntext", ["VALUE_INVALID"]],
  ])("refuses %j", (body, faults) => expect(read(body).faults).toEqual(faults));
});

describe("writeBlocks", () => {
  it("writes what readBlocks reads back", () => {
    const key = newId();
    const blocks: ArchivedBlock[] = [
      { kind: "MARKDOWN", key, text: "a\n\n<!-- block: {} -->\n\\<!-- block: x -->\n---\nb" },
      { kind: "CODE", key, syntax: "python", source: "'''\n```\n<!-- block: -->\n", runnable: true },
      { kind: "CODE", key, syntax: "", source: "", runnable: false },
      { kind: "IMAGE", key, file: "a.webp", alt: '"quoted" --> here', caption: "" },
      { kind: "VIDEO", key, url: "https://vimeo.com/1", title: "ä" },
      { kind: "PROBLEM", key, problem: "two-sum" },
      { kind: "MARKDOWN", key, text: "end" },
    ];
    expect(read(writeBlocks(blocks))).toEqual({ blocks, faults: [] });
  });
});

describe("splitHead", () => {
  it("separates head and body", () => {
    const findings = new Findings();
    expect(splitHead("---\ntitle: A\n---\n\nBody\n---\n", "a.md", findings)).toEqual({ head: { title: "A" }, body: "\nBody\n---\n" });
    expect(splitHead("Body", "a.md", findings)).toBeNull();
    expect(findings.faults).toMatchObject([{ code: "SYNTAX_INVALID", path: "a.md" }]);
  });
});
