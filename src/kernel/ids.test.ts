import { isId, newId } from "./ids.js";

describe("ids", () => {
  it("sort by the time they were made", () => {
    const ids = [1, 2, 3, 1_800_000_000_000].map((ms) => newId(ms));
    expect(ids).toEqual([...ids].sort());
  });

  it("are UUIDs of version 7 and differ", () => {
    const ids = Array.from({ length: 1000 }, () => newId());
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => isId(id) && id[14] === "7")).toBe(true);
  });

  it.each(["", "x", "018f0000-0000-7000-8000-00000000000", "018f0000-0000-7000-8000-000000000000'", null, 7])("are not %p", (value) => {
    expect(isId(value)).toBe(false);
  });
});
