import { describe, expect, it } from "@jest/globals";
import { slugFrom } from "./problem-fields.js";

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
    expect(() => slugFrom("数")).toThrow("give a slug");
  });
});
