import { describe, expect, it } from "@jest/globals";
import { isPublicAddress, lookupPublic } from "./public-address.js";

describe("a public address", () => {
  it.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::5"])("is %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.19.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::1",
    "localhost",
    "",
  ])("is not %p", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("looking up a name", () => {
  it("ends where it leads to this machine", async () => {
    const error = await new Promise((resolve) => lookupPublic("localhost", {}, resolve));
    expect(error).toMatchObject({ code: "EPRIVATE" });
  });
});
