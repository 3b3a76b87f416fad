import { describe, expect, it } from "@jest/globals";
import { excerpt } from "./text.js";

describe("excerpt", () => {
  it("replaces NUL and invalid UTF-8", () => {
    expect(excerpt(Buffer.from([0x61, 0, 0x62, 0xff, 0xc3]), 100)).toBe("a\ufffdb\ufffd\ufffd");
  });

  it("cuts between characters and says what is missing", () => {
    expect(excerpt(Buffer.from("aé€😀"), 2)).toBe("a\n… 9 more bytes");
    expect(excerpt(Buffer.from("aé€😀"), 9)).toBe("aé€\n… 4 more bytes");
    expect(excerpt(Buffer.from("aé€😀"), 10)).toBe("aé€😀");
  });

  it("cuts a run of continuation bytes that is no text anywhere", () => {
    expect(excerpt(Buffer.alloc(20, 0x80), 8)).toMatch(/^\ufffd+\n… 1[2-6] more bytes$/);
  });
});
