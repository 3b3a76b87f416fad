import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { encodeTestSet, openTestSet, type TestCaseSource, TestSetError } from "./test-set.js";

const test = (name: string, input = "in", output = "out", sample = false): TestCaseSource => ({
  name,
  sample,
  input: Buffer.from(input),
  output: Buffer.from(output),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "test-set-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function onDisk(bytes: Buffer): Promise<string> {
  const path = join(folder, String(Math.random()));
  await writeFile(path, bytes);
  return path;
}

describe("a test set", () => {
  it("gives back what was put in", async () => {
    const { content, index } = await encodeTestSet([test("sample-1", "1 2\n", "3\n", true), test("empty", "", ""), test("last", "x", "y")]);
    const set = await openTestSet(await onDisk(zstdDecompressSync(content)));
    expect(set.count).toBe(3);
    expect(set.index).toEqual(index);
    expect(await set.read(2)).toEqual({ sample: false, input: Buffer.from("x"), output: Buffer.from("y") });
    expect(await set.read(0)).toEqual({ sample: true, input: Buffer.from("1 2\n"), output: Buffer.from("3\n") });
    expect((await set.read(1)).input).toHaveLength(0);
    await set.close();
  });

  it("takes names in folders", async () => {
    const { index } = await encodeTestSet([test("sample/1"), test("secret/group 1/01-größe.max")]);
    expect(index.map(({ name }) => name)).toEqual(["sample/1", "secret/group 1/01-größe.max"]);
  });

  it("keeps the hash of stored sets", async () => {
    expect((await encodeTestSet([test("a")])).sha256).toBe("74461865151cf133dd43bb37409251c2ea4d393e05c84a7fdc41dedfcc99e740");
  });

  it("has the same hash for the same tests, another for any change", async () => {
    const hash = async (...tests: TestCaseSource[]) => (await encodeTestSet(tests)).sha256;
    const first = await hash(test("a"), test("b"));
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash(test("a"), test("b"))).toBe(first);
    const changed = [
      await hash(test("b"), test("a")),
      await hash(test("a", "in2"), test("b")),
      await hash(test("a", "in", "out", true), test("b")),
    ];
    expect(new Set([first, ...changed]).size).toBe(4);
  });

  it.each([
    ["no tests", []],
    ["two of one name", [test("a"), test("a")]],
    ["an empty name", [test("")]],
    ["a path as a name", [test("../a")]],
    ["a folder that leads up", [test("secret/../a")]],
    ["an empty folder", [test("secret//a")]],
    ["an absolute path", [test("/a")]],
    ["a folder as a name", [test("secret/")]],
    ["a name that is too long", [test("a".repeat(101))]],
    ["too many", Array.from({ length: 1001 }, (_, n) => test(`${n}`))],
  ])("refuses %s", async (_name, tests) => {
    await expect(encodeTestSet(tests)).rejects.toThrow(TestSetError);
  });
});

describe("openTestSet", () => {
  const withIndex = (index: unknown, rest = "", claimed?: number): Buffer => {
    const json = Buffer.from(typeof index === "string" ? index : JSON.stringify(index));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(claimed ?? json.length);
    return Buffer.concat([Buffer.from("CQTESTS1"), length, json, Buffer.from(rest)]);
  };
  const entry = { name: "a", sample: false, inputBytes: 1, expectedBytes: 1 };

  it.each([
    ["an empty file", Buffer.alloc(0)],
    ["another magic", Buffer.concat([Buffer.from("CQTESTS0"), withIndex([entry], "ab").subarray(8)])],
    ["an index longer than the file", withIndex([entry], "ab", 5000)],
    ["an index that is not JSON", withIndex("{", "ab")],
    ["an index that is no list", withIndex({ length: 1 }, "ab")],
    ["an entry that is null", withIndex([null], "ab")],
    ["a negative size", withIndex([{ ...entry, inputBytes: -1, expectedBytes: 3 }], "ab")],
    ["a fraction", withIndex([{ ...entry, inputBytes: 0.5, expectedBytes: 1.5 }], "ab")],
    ["a size that is text", withIndex([{ ...entry, inputBytes: "1" }], "ab")],
    ["more bytes than the index says", withIndex([entry], "abc")],
    ["fewer bytes than the index says", withIndex([entry], "a")],
    ["a huge size", withIndex([{ ...entry, inputBytes: 2 ** 52 }], "ab")],
  ])("refuses %s", async (_name, bytes) => {
    await expect(openTestSet(await onDisk(bytes))).rejects.toThrow(TestSetError);
  });
});
