import { describe, expect, it } from "@jest/globals";
import { excerpt, highlight, soughtWords, type HighlightPart } from "./highlights.js";

const marked = (parts: readonly HighlightPart[] | null) =>
  parts && parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");
const plain = (parts: readonly HighlightPart[]) => parts.map(({ text }) => text).join("");
const find = (text: string, terms: string[], stems: string[] = []) => marked(highlight(text, soughtWords(terms, stems)));

describe("highlights", () => {
  it.each([
    ["beginnings of words", "Binary search in a bin", ["bin"], "[Bin]ary search in a [bin]"],
    ["no inner parts of words", "combine", ["bin"], "combine"],
    ["accents and case", "Élodie's CAFÉ", ["elodie", "cafe"], "[Élodie]'s [CAFÉ]"],
    ["combining accents", "cafe\u0301s", ["cafe"], "[cafe\u0301]s"],
    ["letters that fold to two", "Größe, Straße", ["strasse", "grosse"], "[Größe], [Straße]"],
    ["Cyrillic", "Алгоритм Евклида", ["АЛГ"], "[Алг]оритм Евклида"],
    ["Chinese, anywhere", "学习二分搜索算法", ["搜索"], "学习二分[搜索]算法"],
    ["Thai, anywhere", "เรียนอัลกอริทึม", ["อัลกอริทึม"], "เรียน[อัลกอริทึม]"],
    ["apostrophes", "Dijkstra’s algorithm", ["dijkstras"], "[Dijkstra’s] algorithm"],
    ["beyond the basic plane", "😀 graph 😀", ["graph"], "😀 [graph] 😀"],
  ])("finds %s", (_, text, terms, expected) => {
    expect(find(text, terms)).toBe(expected);
  });

  it("finds other forms of a word by its stem, and no words that only begin like it", () => {
    const stems = ["running", "run"];
    expect(find("Run, runner, runs, runtimes", ["running"], stems)).toBe("[Run], [runner], [runs], runtimes");
    expect(find("Many queries, one query", ["queries"], ["queries", "queri"])).toBe("Many [queries], one [query]");
  });

  it("returns the text as it is, markup included", () => {
    const text = `<script>alert("graph")</script> & graph's <mark>`;
    const parts = highlight(text, soughtWords(["graph"], []));
    expect(plain(parts)).toBe(text);
    expect(parts.filter(({ isMatch }) => isMatch).map((part) => part.text)).toEqual(["graph", "graph"]);
  });

  it("returns one piece without a match, and none of an empty text", () => {
    expect(highlight("nothing", soughtWords(["graph"], []))).toEqual([{ text: "nothing", isMatch: false }]);
    expect(highlight("", soughtWords(["graph"], []))).toEqual([]);
  });
});

describe("excerpts", () => {
  const far = "word ".repeat(100);

  it("show the surroundings of the first match, cut between words", () => {
    const parts = excerpt(`${far}the shortest\n\npath ${far}`, soughtWords(["short"], []))!;
    expect(marked(parts)).toMatch(/^…word (word )+the \[short\]est path word( word)+…$/);
    expect(plain(parts).length).toBeLessThan(220);
  });

  it("are null without a match", () => {
    expect(excerpt(far, soughtWords(["short"], []))).toBeNull();
  });

  it("keep a short text whole", () => {
    expect(marked(excerpt("a short text", soughtWords(["short"], [])))).toBe("a [short] text");
  });

  it("never split a character", () => {
    const parts = excerpt("😀".repeat(500) + "short" + "😀".repeat(500), soughtWords(["short"], []))!;
    expect(plain(parts).isWellFormed()).toBe(true);
  });
});
