import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { type EncodedTestSet, encodeTestSet, TestSetError } from "./test-set.js";
import { TestSetCache } from "./test-set-cache.js";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "cache-")), "sets");
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

const setOf = (text: string): Promise<EncodedTestSet> =>
  encodeTestSet([{ name: "1", sample: true, input: Buffer.from(text), output: Buffer.from(text) }]);

/** Counts its calls. */
function downloadOf({ content }: EncodedTestSet) {
  const download = async () => {
    download.calls++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return Readable.from([content.subarray(0, 10), content.subarray(10)]);
  };
  download.calls = 0;
  return download;
}

const never = () => Promise.reject(new Error("asked for a download"));

async function use(cache: TestSetCache, set: EncodedTestSet, download: () => Promise<Readable | Buffer>): Promise<string> {
  const opened = await cache.get(set.sha256, download);
  const { input } = await opened.read(0);
  await opened.close();
  return input.toString();
}

describe("TestSetCache", () => {
  it("downloads once, also for callers at the same time, and a new process finds the file", async () => {
    const set = await setOf("hello");
    const download = downloadOf(set);
    const cache = new TestSetCache({ folder });
    expect(await Promise.all([use(cache, set, download), use(cache, set, download), use(cache, set, download)])).toEqual([
      "hello",
      "hello",
      "hello",
    ]);
    expect(await use(cache, set, download)).toBe("hello");
    expect(download.calls).toBe(1);
    expect(await use(new TestSetCache({ folder }), set, never)).toBe("hello");
    expect(await readdir(folder)).toEqual([set.sha256]);
  });

  it("takes a Buffer as well", async () => {
    const set = await setOf("buffer");
    expect(await use(new TestSetCache({ folder }), set, () => Promise.resolve(set.content))).toBe("buffer");
  });

  it("replaces a file that was damaged, before and while it is known", async () => {
    const set = await setOf("whole");
    const download = downloadOf(set);
    const cache = new TestSetCache({ folder });
    await use(cache, set, download);
    await writeFile(join(folder, set.sha256), "damaged");
    expect(await use(cache, set, download)).toBe("whole");
    await writeFile(join(folder, set.sha256), "damaged");
    expect(await use(new TestSetCache({ folder }), set, download)).toBe("whole");
    expect(download.calls).toBe(3);
  });

  it("refuses other content, what is not gzip, and what unpacks to too much, and leaves nothing behind", async () => {
    const set = await setOf("right");
    const other = await setOf("wrong");
    const cache = new TestSetCache({ folder, maxSetBytes: 1000 });
    await expect(cache.get(set.sha256, downloadOf(other))).rejects.toThrow(TestSetError);
    await expect(cache.get(set.sha256, () => Promise.resolve(Buffer.from("plain")))).rejects.toThrow(TestSetError);
    await expect(cache.get(set.sha256, () => Promise.resolve(gzipSync(Buffer.alloc(100_000))))).rejects.toThrow("larger than 1000");
    await expect(cache.get("../../etc/passwd", never)).rejects.toThrow(TestSetError);
    expect(await readdir(folder)).toEqual([]);
    expect(await use(cache, set, downloadOf(set))).toBe("right");
  });

  it("passes on what the download throws, and asks again next time", async () => {
    const set = await setOf("later");
    const cache = new TestSetCache({ folder });
    await expect(cache.get(set.sha256, never)).rejects.toThrow("asked for a download");
    expect(await use(cache, set, downloadOf(set))).toBe("later");
  });

  it("makes room by last use, and never removes what is in use", async () => {
    const sets = await Promise.all(["a", "b", "c", "d"].map((name) => setOf(name.repeat(1000))));
    const [a, b, c, d] = sets as [EncodedTestSet, EncodedTestSet, EncodedTestSet, EncodedTestSet];
    const cache = new TestSetCache({ folder, maxBytes: 5000 });
    const held = await cache.get(a.sha256, downloadOf(a));
    await use(cache, b, downloadOf(b));
    for (const [set, hour] of [
      [a, 1],
      [b, 2],
    ] as const)
      await utimes(join(folder, set.sha256), hour * 3600, (await stat(join(folder, set.sha256))).mtime);
    await use(cache, c, downloadOf(c));
    expect((await readdir(folder)).sort()).toEqual([a.sha256, c.sha256].sort());
    await held.close();
    await held.close();
    await use(cache, d, downloadOf(d));
    expect((await readdir(folder)).sort()).toEqual([c.sha256, d.sha256].sort());
  });

  it("clears what a killed worker left half-written, an hour later", async () => {
    const set = await setOf("x");
    const cache = new TestSetCache({ folder });
    await use(cache, set, downloadOf(set));
    await writeFile(join(folder, "old.partial"), "");
    await utimes(join(folder, "old.partial"), 0, 0);
    await writeFile(join(folder, "new.partial"), "");
    const other = await setOf("y");
    await use(cache, other, downloadOf(other));
    expect((await readdir(folder)).filter((name) => name.endsWith(".partial"))).toEqual(["new.partial"]);
  });
});
