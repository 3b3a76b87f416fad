import { Prng } from "../../prng.mjs";

/** Goes through the fields in reading order and keeps, for every set of fields already taken ahead, the number of ways. */
function solve(rows) {
  const width = rows[0].length;
  const fields = rows.join("");
  // Bit i of a key stands for the field that comes i fields after the current one.
  let ways = new Map([[0, 1]]);
  for (let at = 0; at < fields.length; at++) {
    const x = at % width;
    const next = new Map();
    const add = (key, count) => next.set(key, (next.get(key) ?? 0) + count);
    const free = (offset) => at + offset < fields.length && fields[at + offset] === ".";
    const shapes = [
      ...(x + 1 < width
        ? [
            [1, width],
            [1, width + 1],
            [width, width + 1],
          ]
        : []),
      ...(x > 0 ? [[width - 1, width]] : []),
    ].filter((shape) => shape.every(free));
    for (const [key, count] of ways) {
      if (fields[at] === "T" || key % 2 === 1) {
        add(key >> 1, count);
        continue;
      }
      for (const shape of shapes) {
        const stone = shape.reduce((bits, offset) => bits | (1 << offset), 0);
        if ((key & stone) === 0) {
          add((key | stone) >> 1, count);
        }
      }
    }
    ways = next;
  }
  return String(ways.get(0) ?? 0);
}

function make(name, rows, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${rows.length} ${rows[0].length}\n${rows.join("\n")}\n`,
    output: `${solve(rows)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function lawn(height, width) {
  return new Array(height).fill(".".repeat(width));
}

/** A courtyard with exactly the given number of trees at random places. */
function orchard(random, height, width, trees) {
  const fields = random.shuffle([..."T".repeat(trees), ...".".repeat(height * width - trees)]).join("");
  return Array.from({ length: height }, (_, row) => fields.slice(row * width, (row + 1) * width));
}

/** A courtyard that can be paved for certain: stones are laid at random first, and trees grow wherever none came to lie. */
function pavable(random, height, width, attempts) {
  const fields = Array.from({ length: height }, () => new Array(width).fill("T"));
  for (let i = 0; i < attempts; i++) {
    const y = random.int(0, height - 2);
    const x = random.int(0, width - 2);
    const missing = random.int(0, 3);
    const stone = [0, 1, 2, 3]
      .filter((corner) => corner !== missing)
      .map((corner) => [y + (corner >> 1), x + (corner & 1)]);
    if (stone.every(([row, column]) => fields[row][column] === "T")) {
      for (const [row, column] of stone) {
        fields[row][column] = ".";
      }
    }
  }
  return fields.map((row) => row.join(""));
}

export function* tests() {
  yield make(
    "sample-1",
    ["...", "..."],
    "The first stone covers the left column and one field of the middle column, and the second stone covers the rest. The field of the middle column can be the upper or the lower one.",
  );
  yield make(
    "sample-2",
    ["..T.", "T..."],
    "The first stone must cover both fields at the left of the upper row and the field below the second one. The three remaining fields form a corner stone too.",
  );
  yield make("sample-3", [".T", "T."], "The two free fields are fewer than one stone covers, so there is no way.");

  yield make("empty-6x6", lawn(6, 6));

  yield make("one-field", ["."]);
  yield make("one-tree", ["T"]);
  yield make("only-trees", ["TTT", "TTT"]);
  yield make("one-row", ["......"]);
  yield make("one-column", [".", ".", "."]);
  for (const [index, rows] of [
    ["..", ".T"],
    ["..", "T."],
    [".T", ".."],
    ["T.", ".."],
  ].entries()) {
    yield make(`one-stone-${index + 1}`, rows);
  }
  yield make("full-square", ["..", ".."]);
  yield make("divisible-but-impossible", lawn(3, 3));
  yield make("empty-2x6", lawn(2, 6));
  yield make("empty-5x6", lawn(5, 6));

  const random = new Prng(1212);
  yield make("small-trees", pavable(random, 4, 5, 30));
  yield make("medium-trees", pavable(random, 6, 5, 60));
  yield make(
    "around-a-tree",
    ["...", ".T.", "...", "...", "..."].map((row) => `${row}...`),
  );
  yield make("random-trees", orchard(random, 7, 7, 4));
  yield make(
    "hole-in-the-middle",
    lawn(7, 7).map((row, y) => (y === 3 ? "...T..." : row)),
  );
  yield make(
    "hole-in-the-corner",
    lawn(7, 7).map((row, y) => (y === 6 ? "......T" : row)),
  );
  yield make("many-small-trees", pavable(random, 7, 7, 400));
  yield make("empty-6x7", lawn(6, 7));
  yield make("empty-7x6", lawn(7, 6));
}
