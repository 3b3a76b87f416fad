import { newTotpKey, totpStep, totpUri } from "./totp.js";

/** RFC 6238, appendix B: the key "12345678901234567890" in Base32, with the last six of its eight digits. */
const KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("one-time passwords", () => {
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
  ])("are those of RFC 6238 at second %i", (seconds, code) => {
    expect(totpStep(KEY, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it("bear a clock that is one step off, and tell which step a code is of", () => {
    expect(totpStep(KEY, "287082", 89_000)).toBe(1);
    expect(totpStep(KEY, "287082", 29_000)).toBe(1);
    expect(totpStep(KEY, "287082", 120_000)).toBeNull();
  });

  it.each(["", "28708", "2870822", "abcdef", "２８７０８２"])("are not %j", (code) => {
    expect(totpStep(KEY, code, 59_000)).toBeNull();
  });

  it("come from keys of 160 bits, which apps read from a URI", () => {
    const key = newTotpKey();
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(key, "ada@codequest.example")).toContain(`secret=${key}`);
  });
});
