import { describe, expect, it } from "@jest/globals";
import { firstInvalidByte } from "./request-body.js";

describe("firstInvalidByte", () => {
  it.each([
    ["a byte that begins nothing", [0x61, 0xff, 0x62], 1],
    ["a continuation byte alone", [0x61, 0x62, 0x80], 2],
    ["a character that is cut off at the end", [0x61, 0xe2, 0x82], 1],
    ["a character that another one interrupts", [0xc3, 0xa9, 0xe2, 0x82, 0x61], 2],
    ["half of a surrogate pair", [0x61, 0xed, 0xa0, 0x80], 1],
    ["an overlong slash", [0xc0, 0xaf], 0],
  ])("finds where %s begins", (_what, bytes, offset) => {
    expect(firstInvalidByte(Uint8Array.from(bytes))).toBe(offset);
  });
});
