import type { TestSlice } from "./test-set.js";

/** The piece as text and as bytes, without a last character that goes on in the next piece. At least 4 bytes hold a whole one. */
export function sliceOfText(bytes: Buffer, offsetBytes: number, totalBytes: number): TestSlice {
  const isLast = offsetBytes + bytes.length >= totalBytes;
  const whole = isLast ? bytes : bytes.subarray(0, bytes.length - startedBytes(bytes));
  return {
    text: whole.toString(),
    base64: whole.toString("base64"),
    totalBytes,
    nextOffsetBytes: isLast ? null : offsetBytes + whole.length,
  };
}

/** How many bytes at the end belong to a character of UTF-8 that is not complete. */
function startedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}
