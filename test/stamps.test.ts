/** Files that several threads and processes write at once: test runners keep compiled modules so. */
import { afterAll, expect, it } from "@jest/globals";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

const folder = mkdtempSync(join(tmpdir(), "stamps-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WRITER = `
  const { workerData: { module, file, content } } = require("node:worker_threads");
  import(module).then(({ writeWhole }) => {
    for (let round = 0; round < 300; round++) writeWhole(file, content);
  });`;

it("writes a file from several threads at once, whole each time", async () => {
  const file = join(folder, "kept.js");
  const module = new URL("../scripts/lib/stamps.mjs", import.meta.url).href;
  const content = "x".repeat(100_000);
  const threads = Array.from({ length: 4 }, () => new Worker(WRITER, { eval: true, workerData: { module, file, content } }));
  // `once` rejects with the error of a thread.
  await Promise.all(threads.map((thread) => once(thread, "exit")));
  expect(readFileSync(file, "utf8")).toBe(content);
  expect(readdirSync(folder)).toEqual(["kept.js"]);
});
