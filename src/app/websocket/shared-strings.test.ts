import { createSharedStrings } from "./shared-strings.js";

describe("shared strings", () => {
  it("are cut, and found again after thousands of others", () => {
    const shared = createSharedStrings();
    expect(shared("x".repeat(500))).toBe("x".repeat(200));
    expect(shared("")).toBe("");
    for (let n = 0; n < 3000; n++) expect(shared(`client/${n}`)).toBe(`client/${n}`);
    expect(shared("client/1")).toBe("client/1");
  });
});
