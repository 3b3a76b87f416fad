import * as z from "zod";
import { contract } from "../../kernel/contract.js";
import { createSecrets, equalInConstantTime } from "./secrets.js";

const one = contract("one", z.object({ a: z.int() }));
const secrets = createSecrets("a-secret-that-is-only-for-this-test-0123456789");

describe("what is sealed", () => {
  it("opens for its purpose alone, and unchanged alone", () => {
    const sealed = secrets.seal("one", "content");
    expect(sealed).not.toContain(Buffer.from("content").toString("base64url"));
    expect(secrets.open("one", sealed)).toBe("content");
    expect(secrets.open("two", sealed)).toBeNull();
    expect(secrets.open("one", `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`)).toBeNull();
    expect(secrets.open("one", "")).toBeNull();
    expect(secrets.open("one", "not base64 !")).toBeNull();
    expect(createSecrets("another-secret-of-at-least-thirty-two-bytes").open("one", sealed)).toBeNull();
  });

  it("differs each time", () => {
    expect(secrets.seal("one", "content")).not.toBe(secrets.seal("one", "content"));
  });

  it("is worth nothing after its time", () => {
    expect(secrets.openInTime(one, secrets.sealFor(one, { a: 1 }, 60_000))).toEqual({ a: 1 });
    expect(secrets.openInTime(one, secrets.sealFor(one, { a: 1 }, -1))).toBeNull();
    expect(secrets.openInTime(one, secrets.sealFor(contract("one", z.object({ b: z.int() })), { b: 1 }, 60_000))).toBeNull();
    expect(secrets.openInTime(one, secrets.sealFor(contract("two", one.schema), { a: 1 }, 60_000))).toBeNull();
  });
});

describe("authentication codes", () => {
  it("are of one purpose, content and secret", () => {
    const mac = secrets.mac("one", "content");
    expect(equalInConstantTime(mac, secrets.mac("one", "content"))).toBe(true);
    expect(equalInConstantTime(mac, secrets.mac("two", "content"))).toBe(false);
    expect(equalInConstantTime(mac, secrets.mac("one", "other"))).toBe(false);
    expect(equalInConstantTime(mac, mac.subarray(1))).toBe(false);
  });
});
