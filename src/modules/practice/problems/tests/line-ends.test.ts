import { describe, expect, it } from "@jest/globals";
import { Readable } from "node:stream";
import { normalizedChunks, withoutCarriageReturns } from "./line-ends.js";

const CASES = [
  ["a\r\nb\r\n", "a\nb\n"],
  ["a\rb", "a\rb"],
  ["\r\r\n\r", "\r\n\r"],
  ["\r\n\r\n", "\n\n"],
  ["\n\r", "\n\r"],
  ["none\n", "none\n"],
  ["", ""],
] as const;

describe("line ends", () => {
  it.each(CASES)("of %j become %j", (given, expected) => {
    expect(withoutCarriageReturns(Buffer.from(given)).toString()).toBe(expected);
  });

  it.each(CASES)("of %j become %j in chunks of any size", async (given, expected) => {
    for (let size = 1; size <= given.length + 1; size++) {
      const bytes = Buffer.from(given);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
      const parts: Buffer[] = [];
      for await (const part of normalizedChunks(Readable.from(chunks) as AsyncIterable<Buffer>)) parts.push(part);
      expect(Buffer.concat(parts).toString()).toBe(expected);
    }
  });
});
