import { deviceOf, wideNetworkOf } from "./device.js";

describe("a device", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
      "Chrome on Windows",
    ],
    ["node", "node"],
    ["curl/8.5.0", "curl"],
    ["", "Unknown device"],
    ["<script>alert(1)</script>".repeat(9), "scriptalert1"],
    ["http://evil.example/x (no) thing", "httpevilexample"],
    ["🦄🦄", "Unknown device"],
  ])("calls itself %j and is shown as %j", (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

describe("the wide network of an address", () => {
  it.each([
    ["203.0.113.7", "203.0"],
    ["::ffff:203.0.113.7", "203.0"],
    ["2001:DB8:1:2::7", "2001:db8"],
    ["2001:0db8:ffff::1", "2001:db8"],
    ["2001::1", "2001:0"],
    ["::1", "0:0"],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(wideNetworkOf(address)).toBe(network);
  });
});
