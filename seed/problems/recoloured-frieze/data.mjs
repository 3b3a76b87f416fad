import { Prng } from "../../prng.mjs";

const MAX_TILES = 200000;
const COLOURS = "abcdefghijklmnopqrstuvwxyz";

/** Distance to the previous tile of the same colour, 0 for the first one. */
function distances(tiles) {
  const last = new Int32Array(COLOURS.length).fill(-1);
  return Int32Array.from(tiles, (tile, index) => {
    const colour = tile.charCodeAt(0) - 97;
    const distance = last[colour] === -1 ? 0 : index - last[colour];
    last[colour] = index;
    return distance;
  });
}

/** Knuth-Morris-Pratt on the distances; one that points to before the match is as good as none. */
function solve(ornament, frieze) {
  const wanted = distances(ornament);
  const fallback = new Int32Array(wanted.length + 1);
  const matches = (length, distance) => length < wanted.length && wanted[length] === (distance <= length ? distance : 0);
  const extend = (length, distance) => {
    while (length > 0 && !matches(length, distance)) {
      length = fallback[length];
    }
    return length + 1;
  };
  for (let length = 1; length < wanted.length; length++) {
    fallback[length + 1] = extend(fallback[length], wanted[length]);
  }
  let length = 0;
  let found = 0;
  for (const distance of distances(frieze)) {
    length = extend(length, distance);
    if (length === wanted.length) {
      found++;
    }
  }
  return String(found);
}

function make(name, ornament, frieze, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${ornament}\n${frieze}\n`,
    output: `${solve(ornament, frieze)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function recolour(random, tiles) {
  const colours = random.shuffle([...COLOURS]);
  return tiles.replace(/[a-z]/g, (tile) => colours[tile.charCodeAt(0) - 97]);
}

/** Every later word is the word before it, followed by a recolouring of the one before that. */
function fibonacci(length, recoloured) {
  let [before, word] = ["b", "a"];
  while (word.length < length) {
    [before, word] = [word, word + (recoloured ? before.replace(/[ab]/g, (tile) => (tile === "a" ? "b" : "a")) : before)];
  }
  return word.slice(0, length);
}

export function* tests() {
  yield make("sample-1", "abba", "cbbcddcbb", "The sections cbbc (tiles 1 to 4) and cddc (tiles 4 to 7) are recolourings: only the first and the last tile, and the two in the middle, are alike. All others look different, such as bbcd or dcbb.");
  yield make("sample-2", "xyz", "abcabbca", "The sections abc, bca, cab (tiles 3 to 5) and bca (tiles 6 to 8) have three different colours. In abb and bbc a colour is repeated.");
  yield make("sample-3", "oo", "aaabccb", "The sections aa (twice, overlapping) and cc.");
  yield make("one-tile", "q", "abcq");

  // All sections agree with the ornament up to its last tile.
  yield make("large-last-tile-differs", `${"a".repeat(MAX_TILES / 2 - 1)}b`, "c".repeat(MAX_TILES));
  yield make("large-one-colour", "k".repeat(MAX_TILES / 2), "t".repeat(MAX_TILES));

  yield make("whole-frieze", "abcab", "zyxzy");
  yield make("whole-frieze-differs", "abcab", "zyxzx");
  yield make("two-become-one", "abc", "aabaacaaa");
  yield make("one-becomes-two", "aaaa", "abababab");
  yield make("earlier-tiles", "abcd", "abcdabcdab");
  yield make("swapped-colours", "abab", "babababbaba");

  const random = new Prng(1414);
  yield make("small-two-colours", "aabab", random.word(60, "ab"));
  yield make("small-three-colours", "abcba", random.word(90, "xyz"));
  yield make("small-overlaps", "aabbaabb", "ccddccddeeddeeffeeffccaaccaabbaabb");
  yield make("medium-random", "abacbc", random.word(3000, "pqrs"));
  yield make("medium-all-colours", COLOURS, random.word(2500, COLOURS.slice(0, 25)) + COLOURS.repeat(5));

  yield make("large-whole", random.word(MAX_TILES, "ab"), random.word(MAX_TILES, "cd"));
  yield make("large-short-ornament", "abcac", random.word(MAX_TILES, "mno"));
  yield make("large-alphabet", recolour(random, COLOURS).repeat(3000), COLOURS.repeat(Math.floor(MAX_TILES / 26)));
  yield make("large-fibonacci", fibonacci(30000, false), fibonacci(MAX_TILES, false));
  yield make("large-fibonacci-recoloured", fibonacci(46368, true), fibonacci(MAX_TILES, true));

  // Copies in other colours, of which one has a single wrong tile near its end.
  const ornament = random.word(30000, "abcde");
  const wrong = recolour(random, ornament);
  const copies = [1, 2, 3].map(() => recolour(random, ornament));
  const spoiled = `${wrong.slice(0, -2)}${wrong.at(-2) === "a" ? "b" : "a"}${wrong.at(-1)}`;
  yield make("large-planted", ornament, random.word(5000, "abc") + copies[0] + random.word(77, "xyz") + spoiled + copies[1] + copies[2]);
  // Long runs of one colour between rare tiles of others.
  const runs = Array.from({ length: 200 }, () => "a".repeat(random.int(900, 990)) + random.pick("bcd")).join("");
  yield make("large-long-runs", `${"a".repeat(850)}b${"a".repeat(850)}`, runs.slice(0, MAX_TILES));
}
