import * as fs from "node:fs";

class Window {
  private readonly counts = new Map<number, number>();
  private start = 0;

  constructor(
    private readonly cups: readonly number[],
    private readonly most: number,
  ) {}

  /** Takes in one more cup, and returns how many cups the window has then. */
  extend(last: number): number {
    const variety = this.cups[last];
    this.change(variety, 1);
    while (this.count(variety) > this.most) {
      this.change(this.cups[this.start], -1);
      this.start += 1;
    }
    return last - this.start + 1;
  }

  private count(variety: number): number {
    return this.counts.get(variety) ?? 0;
  }

  private change(variety: number, by: number): void {
    this.counts.set(variety, this.count(variety) + by);
  }
}

const [header, row] = fs.readFileSync(0, "latin1").split("\n");
const most = Number(header.split(" ")[1]);
const cups: number[] = row.split(" ").map(Number);
const window = new Window(cups, most);
let longest = 0;
let found = 0;
for (let last = 0; last < cups.length; last += 1) {
  const length = window.extend(last);
  if (length > longest) {
    longest = length;
    found = 0;
  }
  if (length === longest) {
    found += 1;
  }
}
console.log(`${longest} ${found}`);
