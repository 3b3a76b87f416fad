import { describe, expect, it } from "@jest/globals";
import { NEW_CONTENT } from "./problem-content.js";
import { contentWith, slugFrom } from "./problem-fields.js";

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
