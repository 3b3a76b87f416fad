import * as fs from "node:fs";

interface State {
  readonly row: number;
  readonly column: number;
  readonly ice: number;
  readonly moves: number;
}

const MOVES: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
];

function search(lake: readonly string[], breath: number): number {
  const leastIce = lake.map((row) => new Array<number>(row.length).fill(breath + 1));
  const startRow = lake.findIndex((row) => row.includes("S"));
  const queue: State[] = [{ row: startRow, column: lake[startRow].indexOf("S"), ice: 0, moves: 0 }];
  // The list grows while it is walked through.
  for (const { row, column, ice, moves } of queue) {
    for (const [down, right] of MOVES) {
      const symbol = lake[row + down]?.[column + right] ?? "#";
      if (symbol === "G") {
        return moves + 1;
      }
      const under = symbol === "=" ? ice + 1 : 0;
      if (symbol !== "#" && under < leastIce[row + down][column + right]) {
        leastIce[row + down][column + right] = under;
        queue.push({ row: row + down, column: column + right, ice: under, moves: moves + 1 });
      }
    }
  }
  return -1;
}

const [header, ...rest] = fs.readFileSync(0, "latin1").split("\n");
const [rows, , breath] = header.split(" ").map(Number);
console.log(String(search(rest.slice(0, rows), breath)));
