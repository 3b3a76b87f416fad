import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { BoxFile } from "../../sandbox/sandbox.js";
import { readTar, writeTar } from "./tar.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tar-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const FILES: BoxFile[] = [
  { path: "main.py", content: Buffer.from("print(1)\n"), executable: false },
  { path: "bin/main", content: Buffer.from([0, 255, 10]), executable: true },
  { path: `${"long-folder/".repeat(12)}ünï.txt`, content: Buffer.alloc(1024, "x"), executable: false },
  { path: "empty", content: Buffer.alloc(0), executable: false },
];

describe("tar archives", () => {
  it("are unpacked by tar", () => {
    execFileSync("tar", ["-x", "-C", folder], { input: writeTar(FILES) });
    for (const { path, content, executable } of FILES) {
      expect(readFileSync(join(folder, path))).toEqual(content);
      expect((statSync(join(folder, path)).mode & 0o100) !== 0).toBe(executable);
    }
  });

  it.each(["gnu", "ustar", "pax"])("of tar are read, in the format %s, without links and folders", (format) => {
    for (const { path, content, executable } of FILES) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), content, { mode: executable ? 0o755 : 0o644 });
    }
    symlinkSync("/etc/passwd", join(folder, "link"));
    const archive = execFileSync("tar", ["-c", `--format=${format}`, "--sort=name", "-C", folder, "."]);
    const byPath = (a: BoxFile, b: BoxFile) => (a.path < b.path ? -1 : 1);
    expect(readTar(archive).sort(byPath)).toEqual([...FILES].sort(byPath));
  });

  it("lead to no path outside, and are refused when cut off", () => {
    const [file] = FILES;
    expect(
      readTar(
        writeTar([
          { ...file!, path: "../x" },
          { ...file!, path: "/etc/x" },
        ]),
      ),
    ).toMatchObject([{ path: "etc/x" }]);
    expect(() => readTar(writeTar([FILES[2]!]).subarray(0, 1600))).toThrow();
    expect(() => readTar(writeTar([FILES[2]!]).subarray(0, -1024))).toThrow("cut off");
    expect(() => readTar(Buffer.alloc(512, "z"))).toThrow();
  });
});
