import * as fs from "node:fs";

type Offset = readonly [down: number, right: number];

const SHAPES: readonly (readonly [Offset, Offset])[] = [
  [
    [0, 1],
    [1, 0],
  ],
  [
    [0, 1],
    [1, 1],
  ],
  [
    [1, 0],
    [1, 1],
  ],
  [
    [1, -1],
    [1, 0],
  ],
];

class Courtyard {
  private readonly free: boolean[][];

  constructor(rows: readonly string[]) {
    this.free = rows.map((row) => Array.from(row, (field) => field === "."));
  }

  pavings(): number {
    const y = this.free.findIndex((row) => row.includes(true));
    if (y === -1) {
      return 1;
    }
    const x = this.free[y].indexOf(true);
    let total = 0;
    for (const shape of SHAPES) {
      const stone = [[0, 0] as const, ...shape].map(([down, right]): Offset => [y + down, x + right]);
      if (stone.every(([row, column]) => this.free[row]?.[column] === true)) {
        this.mark(stone, false);
        total += this.pavings();
        this.mark(stone, true);
      }
    }
    return total;
  }

  private mark(stone: readonly Offset[], free: boolean): void {
    for (const [row, column] of stone) {
      this.free[row][column] = free;
    }
  }
}

const [, ...rows] = fs.readFileSync(0).toString("latin1").trim().split("\n");
console.log(String(new Courtyard(rows).pavings()));
