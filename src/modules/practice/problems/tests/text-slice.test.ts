import { describe, expect, it } from "@jest/globals";
import { sliceOfText } from "./text-slice.js";

const TEXT = "aß€😀b";

describe("sliceOfText", () => {
  it.each([4, 5, 6, 7, 100])("cuts between characters, so that pieces of %d bytes make the whole", (size) => {
    const bytes = Buffer.from(TEXT);
    let text = "";
    for (let offset: number | null = 0; offset !== null;) {
      const slice = sliceOfText(bytes.subarray(offset, offset + size), offset, bytes.length);
      expect(slice.totalBytes).toBe(bytes.length);
      expect(slice.text).not.toBe("");
      text += slice.text;
      offset = slice.nextOffsetBytes;
    }
    expect(text).toBe(TEXT);
  });

  it("is empty beyond the end", () => {
    expect(sliceOfText(Buffer.alloc(0), 99, 10)).toEqual({ text: "", base64: "", totalBytes: 10, nextOffsetBytes: null });
  });

  it("makes progress where the bytes are no text of ours", () => {
    expect(sliceOfText(Buffer.from([0x80, 0x80, 0x80, 0x80]), 0, 8).nextOffsetBytes).toBe(4);
  });
});
