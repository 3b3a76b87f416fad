import { describe, expect, it } from "@jest/globals";
import { textQuery, wantedTerms } from "./text-query.js";

describe("the syntax of a search", () => {
  it.each([
    ["two words", "(search_prefixes(?))", ["two words"]],
    ["route-66 v2.0", "(search_prefixes(?))", ["route-66 v2.0"]],
    ['an "exact phrase" more', "(search_prefixes(?) && search_phrase(?))", ["an more", "exact phrase"]],
    ["zebra -apple", "(search_prefixes(?) && !!search_phrase(?))", ["zebra", "apple"]],
    ['-"two words"', "(!!search_phrase(?))", ["two words"]],
    ["a b OR c", "(search_prefixes(?)) || (search_prefixes(?))", ["a b", "c"]],
    ['"or"', "(search_phrase(?))", ["or"]],
    ["apple or", "(search_prefixes(?))", ["apple"]],
    ["or", "search_prefixes(?)", ["or"]],
    ['"', "(search_phrase(?))", [""]],
    ['an "open phrase', "(search_prefixes(?) && search_phrase(?))", ["an", "open phrase"]],
    ["-", "(search_prefixes(?))", ["-"]],
  ])("of %j", (search, sql, params) => {
    expect(textQuery(search)).toEqual({ sql, params });
  });

  it("is bounded", () => {
    expect(textQuery('"a" '.repeat(50)).params).toHaveLength(20);
    expect(textQuery("a or ".repeat(50)).params).toHaveLength(10);
  });
});

it("knows what a search is for", () => {
  expect(wantedTerms('zebra -apple "two words" or -"not this" c')).toEqual(["zebra", "two words", "c"]);
  expect(wantedTerms("-apple")).toEqual([]);
  expect(wantedTerms("or")).toEqual(["or"]);
});
