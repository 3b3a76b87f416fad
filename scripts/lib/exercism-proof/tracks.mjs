// What each track's reference solutions look like, and adapters that give them the name and the types of a function problem.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { go } from "./go-track.mjs";
import { java } from "./java-track.mjs";
import { javascript } from "./javascript-track.mjs";
import { python } from "./python-track.mjs";

const plain = (name) => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** Those whose names fit best come first. */
function ranked(candidates, property) {
  const wanted = plain(property);
  const rank = ({ name }) => {
    const own = plain(name.split(".").at(-1));
    return own === wanted ? 0 : own.includes(wanted) || wanted.includes(own) ? 1 : 2;
  };
  return candidates.map((one, at) => ({ ...one, rank: rank(one), at })).sort((a, b) => a.rank - b.rank || a.at - b.at);
}

export const TRACKS = { python, javascript, go, java };

/** Ids of the cases that the track has tests for. */
export function includedCases(folder) {
  const file = join(folder, ".meta", "tests.toml");
  if (!existsSync(file)) return new Set();
  const parts = readFileSync(file, "utf8").split(/^\[/m).slice(1);
  return new Set(parts.filter((part) => !/^include = false/m.test(part)).map((part) => part.slice(0, part.indexOf("]"))));
}

/** What the track gives to learners beside the file that they write. */
function givenFiles(folder) {
  const { editor = [] } = JSON.parse(readFileSync(join(folder, ".meta", "config.json"), "utf8")).files;
  return editor.map((path) => ({ path: basename(path), content: readFileSync(join(folder, path), "utf8") }));
}

/** Null if the track has no such exercise. */
export function referencesOf(track, folder, problem) {
  const path = track.sourceOf(folder);
  if (!existsSync(path)) return null;
  const source = track.read ? track.read(path) : readFileSync(path, "utf8");
  return ranked(track.candidates(source, problem, givenFiles(folder)), problem.property);
}
