// The tracks, and which cases of the canonical data each has tests for.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { go } from "./go/track.mjs";
import { java } from "./java/track.mjs";
import { javascript } from "./javascript/track.mjs";
import { python } from "./python/track.mjs";

export const TRACKS = { python, javascript, go, java };

/** Ids of the cases that the track has tests for. */
export function includedCases(folder) {
  const file = join(folder, ".meta", "tests.toml");
  if (!existsSync(file)) return new Set();
  const parts = readFileSync(file, "utf8").split(/^\[/m).slice(1);
  return new Set(parts.filter((part) => !/^include = false/m.test(part)).map((part) => part.slice(0, part.indexOf("]"))));
}
