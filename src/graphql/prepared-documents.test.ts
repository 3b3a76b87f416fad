import { describe, expect, it } from "@jest/globals";
import { buildSchema, specifiedRules } from "graphql";
import { createPreparedDocuments } from "./prepared-documents.js";

const prepare = createPreparedDocuments(buildSchema("type Query { a(b: Int): Int }"), specifiedRules, { hideSuggestions: true });

describe("prepared documents", () => {
  it.each([
    ["lists", `{ a(b: ${"[".repeat(2400)}${"]".repeat(2400)}) }`],
    ["objects", `{ a(b: ${"{c:".repeat(1600)}1`],
  ])("are refused where %s nest too deeply", (_name, text) => {
    const { problems, exceeds } = prepare(text);
    expect(problems.length).toBe(1);
    expect(problems[0]!.message).not.toMatch("call stack");
    if (exceeds) expect(exceeds).toMatchObject({ code: "QUERY_TOO_COMPLEX", message: expect.stringMatching("nested too deeply") as never });
  });
});
