import { describe, expect, it } from "@jest/globals";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { isDamaged, pack, unpacked } from "./packed.js";

const CONTENT = Buffer.from("1 2 3\n".repeat(50_000));

/** In pieces of so many bytes. */
async function* pieces(content: Buffer, bytes: number) {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

describe("packed content", () => {
  it.each([1, 3, 1000, 1_000_000])("is read in pieces of %i bytes", async (bytes) => {
    const packed = await pack(CONTENT);
    expect(packed.length).toBeLessThan(CONTENT.length / 100);
    expect(CONTENT.equals(await buffer(unpacked(pieces(packed, bytes))))).toBe(true);
  });

  it("may be gzip, as older versions stored it", async () => {
    expect(CONTENT.equals(await buffer(unpacked(pieces(gzipSync(CONTENT), 7))))).toBe(true);
  });

  it.each([
    ["other bytes", Buffer.from("neither of both")],
    ["damaged zstd", Buffer.concat([Buffer.from("28b52ffd", "hex"), Buffer.alloc(100, 0xff)])],
    ["damaged gzip", Buffer.concat([gzipSync(CONTENT).subarray(0, 100), Buffer.alloc(50, 0xff)])],
  ])("is refused if it is %s", async (_what, content) => {
    const error: unknown = await buffer(unpacked(pieces(content, 10))).catch((reason: unknown) => reason);
    expect(isDamaged(error)).toBe(true);
  });

  it("passes on that its source failed, and releases it when it is abandoned", async () => {
    async function* failing() {
      yield gzipSync(CONTENT).subarray(0, 50);
      throw new Error("connection lost");
    }
    await expect(buffer(unpacked(failing()))).rejects.toThrow("connection lost");

    let released = false;
    const packed = await pack(CONTENT);
    async function* watched() {
      try {
        yield* pieces(packed, 5);
      } finally {
        released = true;
      }
    }
    for await (const _chunk of unpacked(watched())) break;
    await new Promise(setImmediate);
    expect(released).toBe(true);
  });
});
