import { describe, expect, it } from "@jest/globals";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { encodeTestSet, TestSetError } from "./test-set.js";
import { readTestSlices } from "./test-set-slices.js";

const TESTS = [
  { name: "a", sample: true, input: Buffer.from("input of a"), output: Buffer.from("output of a") },
  { name: "empty", sample: false, input: Buffer.alloc(0), output: Buffer.alloc(0) },
  { name: "b", sample: false, input: Buffer.from("input of b"), output: Buffer.from("output of b") },
];
const SIZES = TESTS.map(({ input, output }) => ({ inputBytes: input.length, outputBytes: output.length }));

async function content(): Promise<Buffer> {
  return (await encodeTestSet(TESTS)).content;
}

/** A stream of chunks with arbitrary boundaries. */
function inPieces(bytes: Buffer, size: number): Readable {
  return Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)));
}

describe("readTestSlices", () => {
  it.each([1, 7, 1000])("finds each test in a download by pieces of %d bytes", async (size) => {
    for (const [i, { input, output }] of TESTS.entries()) {
      const slices = await readTestSlices(inPieces(await content(), size), SIZES, i, { offset: 0, length: 100 });
      expect(slices).toEqual({ input, output });
    }
  });

  it("takes the same window of both, as far as they go", async () => {
    const slice = async (offset: number, length: number) => {
      const { input, output } = await readTestSlices(Readable.from([await content()]), SIZES, 2, { offset, length });
      return [input.toString(), output.toString()];
    };
    expect(await slice(0, 5)).toEqual(["input", "outpu"]);
    expect(await slice(6, 3)).toEqual(["of ", " of"]);
    expect(await slice(10, 5)).toEqual(["", "b"]);
    expect(await slice(99, 5)).toEqual(["", ""]);
  });

  it("stops the download once it has what it wants", async () => {
    const endless = Readable.from(
      (async function* () {
        yield await content();
        await new Promise(() => undefined);
      })(),
    );
    await readTestSlices(endless, SIZES, 0, { offset: 0, length: 4 });
    expect(endless.destroyed).toBe(true);
  });

  it("refuses what is no test set or ends early", async () => {
    const attempt = (bytes: Buffer) => readTestSlices(Readable.from([bytes]), SIZES, 2, { offset: 0, length: 4 });
    await expect(attempt(gzipSync(Buffer.alloc(1000)))).rejects.toThrow(TestSetError);
    await expect(attempt(gzipSync(Buffer.from("short")))).rejects.toThrow(TestSetError);
    await expect(attempt(Buffer.from("not gzip"))).rejects.toThrow();
    await expect(attempt((await content()).subarray(0, 60))).rejects.toThrow();
  });

  it("passes on that the download failed", async () => {
    const broken = new Readable({ read: () => undefined });
    const reading = readTestSlices(broken, SIZES, 0, { offset: 0, length: 4 });
    broken.destroy(new Error("connection lost"));
    await expect(reading).rejects.toThrow("connection lost");
  });
});
