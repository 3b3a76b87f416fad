// A completed step leaves a stamp: the hash of its inputs.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { threadId } from "node:worker_threads";
import { root } from "./paths.mjs";

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return void (yield path);
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name));
}

/** One hash over the names and contents of files and folders. */
export function hashOf(paths, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const path of paths) {
    for (const file of filesBelow(path)) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

export const readStamp = (file) => (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);

/** Written by rename, also by several threads and processes at once, so an interrupted write leaves either the old or the new content. */
export function writeWhole(file, content, mode = 0o644) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${threadId}.tmp`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}

export function readJson(file, fallback) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return fallback;
  }
}

export const writeJson = (file, value, mode) => writeWhole(file, `${JSON.stringify(value, null, 2)}\n`, mode);
