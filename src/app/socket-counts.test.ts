import { createSocketCounts, networkOf } from "./socket-counts.js";

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

describe("the network of an address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:DB8:0001:2::9", "2001:db8:1:2"],
    ["2001:db8::9", "2001:db8:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::1", "0:0:0:0"],
  ])("of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});
