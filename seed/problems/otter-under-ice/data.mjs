import { Prng } from "../../prng.mjs";

const MAX_SIDE = 200;

/** Level by level; a square is entered again only with fewer ice squares in a row than on all earlier visits. */
function solve(breath, map) {
  const columns = map[0].length + 1;
  const squares = `${map.join("#")}#${"#".repeat(columns)}`;
  const leastIce = new Int8Array(squares.length).fill(breath + 1);
  const start = squares.indexOf("S");
  leastIce[start] = 0;
  let level = [[start, 0]];
  for (let moves = 1; level.length > 0; moves++) {
    const next = [];
    for (const [square, ice] of level) {
      for (const step of [-1, 1, -columns, columns]) {
        const other = square + step;
        const symbol = other < 0 ? "#" : squares[other];
        if (symbol === "G") {
          return String(moves);
        }
        const under = symbol === "=" ? ice + 1 : 0;
        if (symbol !== "#" && under < leastIce[other]) {
          leastIce[other] = under;
          next.push([other, under]);
        }
      }
    }
    level = next;
  }
  return "-1";
}

function make(name, breath, map, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${map.length} ${map[0].length} ${breath}\n${map.join("\n")}\n`,
    output: `${solve(breath, map)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** A map of squares drawn from the given symbols; burrow and fishing ground at the given places. */
function drawMap(rows, columns, start, goal, squareAt) {
  return Array.from({ length: rows }, (_, row) => {
    const squares = Array.from({ length: columns }, (_, column) => squareAt(row, column));
    if (row === start[0]) {
      squares[start[1]] = "S";
    }
    if (row === goal[0]) {
      squares[goal[1]] = "G";
    }
    return squares.join("");
  });
}

function randomMap(random, rows, columns, symbols) {
  return drawMap(rows, columns, [0, 0], [rows - 1, columns - 1], () => random.pick(symbols));
}

/** The first random map on which the way has at least that many moves. */
function detour(random, breath, side, symbols, moves) {
  for (;;) {
    const map = randomMap(random, side, side, symbols);
    if (Number(solve(breath, map)) >= moves) {
      return map;
    }
  }
}

/** One channel that winds from the first row to the last between walls of rock; its squares are numbered from the burrow on. */
function channel(rows, columns, waterAt) {
  const goal = [rows - 1, (rows - 1) % 4 === 0 ? columns - 1 : 0];
  return drawMap(rows, columns, [0, 0], goal, (row, column) => {
    const before = Math.floor(row / 2) * (columns + 1);
    const isRightward = row % 4 < 2;
    if (row % 2 === 0) {
      return waterAt(before + (isRightward ? column : columns - 1 - column));
    }
    return column === (isRightward ? columns - 1 : 0) ? waterAt(before + columns) : "#";
  });
}

export function* tests() {
  yield make(
    "sample-1",
    2,
    ["S=..", ".===", "...G"],
    "No route has fewer than 5 moves, and several routes of 5 moves visit at most two ice squares in a row: for example three to the right and two down.",
  );
  yield make(
    "sample-2",
    2,
    ["S===G", ".#.#.", "....."],
    "Straight ahead there are three ice squares in a row, one too many. After the second one the otter turns down to the open square below, takes breath and comes back: 6 moves. The way around along the last row has 8.",
  );
  yield make("sample-3", 0, ["S.=", ".=G"], "This otter does not dive at all, and the fishing ground is surrounded by ice.");
  yield make("neighbours", 0, ["GS"]);

  // Whoever sweeps over the map needs thousands of sweeps, and recursion goes twenty thousand squares deep.
  yield make(
    "large-channel-upstream",
    1,
    channel(199, MAX_SIDE, (index) => (index % 2 === 0 ? "." : "="))
      .reverse()
      .map((row) => [...row].reverse().join("")),
  );

  yield make("one-column", 3, ["G", "=", "=", "=", ".", "=", "S"]);
  yield make("one-column-too-far", 2, ["G", "=", "=", "=", ".", "=", "S"]);
  yield make("walled-in", 5, ["S..#G", "...##", "....."]);
  // Straight ahead the otter is out of breath at the junction; it has to come there over the detour.
  yield make("rested-is-better", 3, ["S====G", ".##=##", "....##"]);
  yield make("just-enough-breath", 3, ["#####.######", "S.==.=..===G", "#==#=##=####", "#....#..####"]);

  const random = new Prng(1111);
  for (const breath of [1, 2, 3]) {
    yield make(`small-random-${breath}`, breath, randomMap(random, 9, 9, "..====#"));
  }
  yield make("small-almost-frozen", 4, randomMap(random, 12, 20, ".======="));
  yield make("small-detour", 2, detour(random, 2, 9, "...====##", 20));
  yield make("medium-random", 2, randomMap(random, 60, 45, "..====#"));
  yield make("medium-detour", 1, detour(random, 1, 60, "...====##", 150));
  yield make("medium-few-holes", 3, detour(random, 3, 50, "..=====##", 110));
  yield make("large-open", 5, randomMap(random, MAX_SIDE, MAX_SIDE, "."));
  yield make("large-frozen", 5, randomMap(random, MAX_SIDE, MAX_SIDE, "="));
  yield make("large-random", 5, randomMap(random, MAX_SIDE, MAX_SIDE, ".======"));
  yield make("large-rocky", 2, detour(random, 2, MAX_SIDE, "..===##", 440));
  yield make("large-few-holes", 3, detour(random, 3, MAX_SIDE, "..=====##", 408));
  yield make(
    "large-channel",
    5,
    channel(199, MAX_SIDE, (index) => (index % 6 === 0 ? "." : "=")),
  );
  yield make(
    "large-channel-one-too-many",
    4,
    channel(199, MAX_SIDE, (index) => (index % 5 === 0 && index !== 19000 ? "." : "=")),
  );
}
