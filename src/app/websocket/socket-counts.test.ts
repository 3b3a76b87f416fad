import { createSocketCounts } from "./socket-counts.js";

describe("socket counts", () => {
  it("give each key its share, and take one back once", () => {
    const counts = createSocketCounts(2);
    const giveBack = counts.take("a")!;
    counts.take("a");
    expect(counts.take("a")).toBeNull();
    expect(counts.take("b")).not.toBeNull();
    giveBack();
    giveBack();
    expect(counts.take("a")).not.toBeNull();
    expect(counts.take("a")).toBeNull();
  });
});
