import type { TestSlice } from "./stored-test-set.js";

/** A slice as text and bytes, without a trailing partial character. At least 4 bytes always contain a whole character. */
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

/** Number of trailing bytes that belong to an incomplete UTF-8 character. */
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
