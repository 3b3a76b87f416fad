import { describe, expect, it } from "@jest/globals";
import { NEW_CONTENT, type ProblemContent } from "./problem-content.js";
import { contentWith, type ProgramIds, slugFrom } from "./problem-fields.js";

describe("the checker", () => {
  const content = { ...NEW_CONTENT, checkerParameters: { absoluteTolerance: 0.5 } };
  const merged = (input: Parameters<typeof contentWith>[1]) => contentWith(content, input, null).checkerParameters;

  it("keeps its parameters until they are replaced or reset, or another checker is chosen", () => {
    expect(merged({})).toEqual({ absoluteTolerance: 0.5 });
    expect(merged({ checker: "tokens" })).toEqual({ absoluteTolerance: 0.5 });
    expect(merged({ checkerParameters: { caseSensitive: false } })).toEqual({ caseSensitive: false });
    expect(merged({ checkerParameters: null })).toEqual({});
    expect(merged({ checker: "lines" })).toEqual({});
    expect(merged({ checker: "lines", checkerParameters: { caseSensitive: false } })).toEqual({ caseSensitive: false });
  });

  it("takes no parameter of another checker", () => {
    expect(() => contentWith({ ...content, checker: "lines" }, { checkerParameters: { absoluteTolerance: 1 } }, null)).toThrow(
      "The checker Lines takes no parameter `absoluteTolerance`.",
    );
  });
});

describe("passes", () => {
  const kinds = new Map([
    ["kattis", "KATTIS" as const],
    ["testlib", "TESTLIB" as const],
  ]);
  const custom = { ...NEW_CONTENT, checker: "custom", checkerProgram: "kattis", passes: 3 };
  const passes = (content: ProblemContent, input: Parameters<typeof contentWith>[1], ids: ProgramIds = {}) =>
    contentWith(content, input, null, { ...ids, kinds }).passes;

  it("are for a program of the kind KATTIS, new or kept", () => {
    expect(passes(custom, {})).toBe(3);
    expect(passes(custom, { passes: 4 })).toBe(4);
    expect(passes(NEW_CONTENT, { checker: "custom", passes: 2 }, { program: "kattis" })).toBe(2);
    expect(passes({ ...NEW_CONTENT, interactor: "kattis" }, { passes: 2 })).toBe(2);
    expect(passes({ ...custom, checkerProgram: "testlib", interactor: "kattis" }, { passes: 2 })).toBe(2);
  });

  it("are lost with that program", () => {
    expect(passes(custom, { checker: "tokens" })).toBe(1);
    expect(passes(custom, {}, { program: "testlib" })).toBe(1);
    expect(passes(custom, {}, { interactor: "testlib" })).toBe(1);
  });

  it("are refused for a program that can ask for none", () => {
    const refused = (...given: Parameters<typeof passes>) => expect(() => passes(...given)).toThrow("Only a program of the kind KATTIS");
    refused(NEW_CONTENT, { passes: 2 });
    refused(custom, { passes: 2 }, { program: "testlib" });
    refused(custom, { passes: 2 }, { interactor: "testlib" });
    refused({ ...custom, checkerProgram: "testlib", passes: 1 }, { passes: 2 });
    refused({ ...NEW_CONTENT, interactor: "testlib" }, { passes: 2 });
  });
});

describe("slugFrom", () => {
  it.each([
    ["Two Purses", "two-purses"],
    ["  Łódź: 2 Ferries! ", "lodz-2-ferries"],
    ["Çà & là", "ca-la"],
    ["x".repeat(100), "x".repeat(80)],
    [`${"x".repeat(79)} y`, "x".repeat(79)],
  ])("makes of %j an address", (title, slug) => {
    expect(slugFrom(title)).toBe(slug);
  });

  it("asks for a slug where nothing of the title is left", () => {
    expect(() => slugFrom("数")).toThrow("No slug can be made");
  });
});
