import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Artifact, ArtifactCache, type ArtifactCacheOptions } from "./artifact-cache.js";

let folder: string;
let problems: unknown[];
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "programs-")), "programs");
  problems = [];
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

const cacheOf = (options: Partial<ArtifactCacheOptions> = {}) =>
  new ArtifactCache({ folder, toolchain: () => Promise.resolve("tools"), onProblem: (error) => problems.push(error), ...options });

const programOf = (text: string): Artifact => ({
  ok: true,
  output: "a warning",
  files: [
    { path: "main", content: Buffer.from(text), executable: true },
    { path: "inner/other", content: Buffer.alloc(0), executable: false },
  ],
});

async function keep(cache: ArtifactCache, part: string, artifact = programOf(part)): Promise<string> {
  const key = (await cache.keyOf([part]))!;
  cache.put(key, artifact);
  await cache.settled();
  return key;
}

describe("ArtifactCache", () => {
  it("gives back what was put, also to another process", async () => {
    const key = await keep(cacheOf(), "a");
    expect(await cacheOf().get(key)).toEqual(programOf("a"));
    const failed = { ok: false, output: "expected ';'", files: [] };
    const other = await keep(cacheOf(), "b", failed);
    expect(await cacheOf().get(other)).toEqual(failed);
    expect((await readdir(folder)).sort()).toEqual([key, other].sort());
    expect(problems).toEqual([]);
  });

  it("names by everything that was asked with, and by the toolchains", async () => {
    const cache = cacheOf();
    const keys = await Promise.all([
      cache.keyOf(["cpp17", ["-O2"], "source"]),
      cache.keyOf(["cpp17", ["-O3"], "source"]),
      cache.keyOf(["cpp17", ["-O2"], "source "]),
      cacheOf({ toolchain: () => Promise.resolve("newer tools") }).keyOf(["cpp17", ["-O2"], "source"]),
    ]);
    expect(new Set(keys).size).toBe(4);
    expect(await cacheOf().keyOf(["cpp17", ["-O2"], "source"])).toBe(keys[0]);
    expect(await cacheOf({ toolchain: () => Promise.resolve(null) }).keyOf(["cpp17"])).toBeNull();
  });

  it.each([
    ["a changed byte", (content: Buffer) => Buffer.concat([content.subarray(0, -1), Buffer.from("?")])],
    ["a lost end", (content: Buffer) => content.subarray(0, -1)],
    ["a lost start", (content: Buffer) => content.subarray(7)],
    ["nothing", () => Buffer.alloc(0)],
  ])("takes %s for damage, removes it, and keeps the next one", async (_name, damage) => {
    const cache = cacheOf();
    const key = await keep(cache, "a");
    await writeFile(join(folder, key), damage(await readFile(join(folder, key))));
    expect(await cache.get(key)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    await keep(cache, "a");
    expect(await cache.get(key)).toEqual(programOf("a"));
  });

  it("does not take a program under another's name", async () => {
    const cache = cacheOf();
    const [a, b] = [await keep(cache, "a"), await keep(cache, "b")];
    await rename(join(folder, a), join(folder, b));
    expect(await cache.get(b)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it("makes room by last use, and keeps nothing larger than all of it", async () => {
    const cache = cacheOf({ maxBytes: 3000 });
    const keys: string[] = [];
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const key = await keep(cache, name, programOf(name.repeat(700)));
      keys.push(key);
      await utimes(join(folder, key), index + 1, (await stat(join(folder, key))).mtime);
    }
    await cache.get(keys[0]!);
    keys.push(await keep(cache, "d", programOf("d".repeat(700))));
    expect((await readdir(folder)).sort()).toEqual([keys[0], keys[2], keys[3]].sort());
    await keep(cache, "e", programOf("e".repeat(4000)));
    expect((await readdir(folder)).length).toBe(3);
  });

  it("works without a folder, and says why", async () => {
    await writeFile(folder, "a file where the folder should be");
    const cache = cacheOf();
    expect(await cache.keyOf(["a"])).toBeNull();
    expect(problems).toHaveLength(1);
    await rm(folder);
  });

  it("does not use a folder that others may write to", async () => {
    await keep(cacheOf(), "a");
    await chmod(folder, 0o777);
    expect(await cacheOf().keyOf(["a"])).toBeNull();
    expect(String(problems[0])).toContain("can be written by");
  });

  it("loses what cannot be written, and leaves nothing half-written", async () => {
    const cache = cacheOf();
    const key = await keep(cache, "a");
    await rm(folder, { recursive: true });
    cache.put(key, programOf("a"));
    await cache.settled();
    expect(problems).toHaveLength(1);
    expect(await cache.get(key)).toBeNull();
  });
});
