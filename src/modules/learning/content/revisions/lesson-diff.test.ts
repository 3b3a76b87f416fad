import { describe, expect, it } from "@jest/globals";
import type { Block } from "../blocks/block.js";
import { NEW_LESSON, type LessonContent } from "../lessons/lesson-content.js";
import { diffOf } from "./lesson-diff.js";

const text = (key: string, content = key): Block => ({ kind: "MARKDOWN", key, text: content });
const lesson = (keys: string, change: Partial<LessonContent> = {}): LessonContent => ({
  ...NEW_LESSON,
  blocks: [...keys].map((key) => text(key)),
  ...change,
});
const changes = (before: LessonContent, after: LessonContent) =>
  diffOf(before, after, "en").blocks.map(({ kind, locale, before: was, after: is }) => `${kind} ${(is ?? was)!.key} ${locale}`);

describe("diffOf", () => {
  it("is empty for equal lessons", () => expect(diffOf(lesson("abc"), lesson("abc"), "en")).toEqual({ fields: [], blocks: [] }));

  it("names added, removed and changed blocks", () => {
    const after = lesson("", { blocks: [text("a", "new"), text("d")] });
    expect(changes(lesson("ab"), after)).toEqual(["REMOVED b en", "CHANGED a en", "ADDED d en"]);
  });

  it("says of one moved block only that it moved", () => {
    expect(changes(lesson("abcde"), lesson("eabcd"))).toEqual(["MOVED e en"]);
    expect(changes(lesson("abcde"), lesson("bcade"))).toEqual(["MOVED a en"]);
  });

  it("compares each language", () => {
    const german = { de: { title: "T", summary: "", blocks: [text("a", "Hallo")] } };
    const diff = diffOf(lesson("a"), lesson("a", { translations: german, title: "T" }), "en");
    expect(diff.fields).toEqual(["title", "translations"]);
    expect(diff.blocks).toEqual([{ kind: "ADDED", locale: "de", before: null, after: text("a", "Hallo") }]);
  });
});
