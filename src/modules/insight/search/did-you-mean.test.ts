import { describe, expect, it } from "@jest/globals";
import { didYouMean, editsBetween } from "./did-you-mean.js";

describe("didYouMean", () => {
  it.each([
    ["dikstra algoritm", ["Dijkstra's algorithm"], "dijkstras algorithm"],
    ["алгаритм", ["Алгоритм Евклида"], "алгоритм"],
    ["grpah theory", ["Graph theory"], "graph theory"],
    ["algorithm", ["Algorithm"], null],
    ["elephant", ["Graph theory"], null],
    ["xy", ["ab"], null],
  ])("corrects %j by the titles %j", (search, titles, expected) => {
    expect(didYouMean(search, titles)).toBe(expected);
  });

  it("takes no time for long words", () => {
    expect(didYouMean("a".repeat(200), ["b".repeat(500)])).toBeNull();
  });
});

it.each([
  ["", "abc", 3],
  ["graph", "grpah", 1],
  ["kitten", "sitting", 3],
])("%j and %j differ by %d edits", (from, to, edits) => {
  expect(editsBetween(from, to)).toBe(edits);
});
