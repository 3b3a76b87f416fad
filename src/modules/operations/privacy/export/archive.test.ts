import { describe, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { unzip } from "../../../../../test/support/zip.js";
import type { ExportedFile, ExportPart, ExportReader } from "../../../contracts/personal-data.js";
import { writeArchive } from "./archive.js";

const reader = { ownerId: "me", rows: async () => [] } as unknown as ExportReader;
const none = async () => undefined;
const changedAt = new Date("2026-01-02T03:04:05Z");
const objects = (name: string, make: () => AsyncIterable<object>): ExportPart => ({
  name,
  description: `All ${name}.`,
  count: async () => 0,
  objects: make,
});
const files = (name: string, make: () => AsyncIterable<ExportedFile>): ExportPart => ({
  name,
  description: `All ${name}.`,
  count: async () => 0,
  files: make,
});

async function unpacked(parts: ExportPart[], onItem: () => Promise<void> = none): Promise<Map<string, string>> {
  const archive = await writeArchive(parts, reader, onItem);
  try {
    const content = await buffer(archive.stream());
    expect(content.length).toBe(archive.sizeBytes);
    return new Map([...unzip(content)].map(([name, bytes]) => [name, bytes.toString()]));
  } finally {
    await archive.close();
  }
}

describe("an archive", () => {
  it("has all parts in order, and a table of contents", async () => {
    let items = 0;
    const found = await unpacked(
      [
        objects("words", async function* () {
          yield { word: "č\u0000" };
          yield { word: "二" };
        }),
        objects("nothing", async function* () {}),
        files("code", async function* () {
          yield { path: "a.py", content: "print(1)\n", changedAt };
          yield { path: "b/c.webp", content: async () => Readable.from([Buffer.from("RI"), Buffer.from("FF")]), changedAt };
        }),
      ],
      async () => void items++,
    );
    expect([...found.keys()]).toEqual(["README.txt", "words.json", "nothing.json", "code/a.py", "code/b/c.webp"]);
    expect(JSON.parse(found.get("words.json")!)).toEqual([{ word: "č\u0000" }, { word: "二" }]);
    expect(JSON.parse(found.get("nothing.json")!)).toEqual([]);
    expect([found.get("code/a.py"), found.get("code/b/c.webp")]).toEqual(["print(1)\n", "RIFF"]);
    expect(found.get("README.txt")).toContain("code/\n  All code.");
    expect(items).toBe(4);
  });

  it("keeps names that were chosen to lead elsewhere inside", async () => {
    const names = ["../../etc/passwd", "..", "a\\b:c", "C:\\x", "\u0001"];
    const found = await unpacked([
      files("uploads", async function* () {
        for (const [index, name] of names.entries()) yield { path: `${index}/${name}`, content: "x", changedAt };
      }),
    ]);
    for (const name of [...found.keys()].slice(1)) expect(name).toMatch(/^uploads\/\d\/(?!\.\.?(\/|$))[^\\:\p{Cc}]+$/u);
  });

  it.each<[string, ExportPart, (() => Promise<void>)?]>([
    [
      "rows that can't be read",
      objects("a", async function* () {
        yield {};
        throw new Error("broken");
      }),
    ],
    [
      "a file that is not there",
      files("a", async function* () {
        yield { path: "x", content: () => Promise.reject(new Error("broken")), changedAt };
      }),
    ],
    [
      "a file that ends early",
      files("a", async function* () {
        const half = new Readable({
          read() {
            this.push("half");
            this.destroy(new Error("broken"));
          },
        });
        yield { path: "x", content: async () => half, changedAt };
      }),
    ],
    [
      "a claim that is lost",
      objects("a", async function* () {
        yield {};
      }),
      () => Promise.reject(new Error("broken")),
    ],
  ])("fails, rather than wait for ever, with %s", async (_what, part, onItem = none) => {
    await expect(writeArchive([part], reader, onItem)).rejects.toThrow("broken");
  });

  it("holds no more in memory of many files than of few", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const held: number[] = [];
    const archive = await writeArchive(
      [
        files("code", async function* () {
          for (let count = 0; count < 1500; count++) {
            // Text that deflates badly, so that it is really carried through.
            yield {
              path: `${count}.py`,
              content: randomBytes(18_000).toString("base64"),
              changedAt,
            };
            if (count % 500 !== 499) continue;
            await new Promise((resolve) => setTimeout(resolve, 20));
            collect();
            const { heapUsed, arrayBuffers } = process.memoryUsage();
            held.push(heapUsed + arrayBuffers);
          }
        }),
      ],
      reader,
      none,
    );
    await archive.close();
    // A thousand more: what deflates one holds 64 KiB and more until it is let go, so that all of them would be 64 MB.
    expect(held[2]! - held[0]!).toBeLessThan(48_000_000);
  });
});
