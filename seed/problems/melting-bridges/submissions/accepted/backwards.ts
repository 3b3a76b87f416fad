import * as fs from "node:fs";

class Groups {
  private readonly parent: Int32Array;
  private readonly size: Int32Array;

  constructor(private readonly people: number[]) {
    this.parent = Int32Array.from(people, (_, hut) => hut);
    this.size = new Int32Array(people.length).fill(1);
  }

  join(a: number, b: number): void {
    let large = this.find(a);
    let small = this.find(b);
    if (large === small) {
      return;
    }
    if (this.size[large] < this.size[small]) {
      [large, small] = [small, large];
    }
    this.parent[small] = large;
    this.size[large] += this.size[small];
    this.people[large] += this.people[small];
  }

  reachable(hut: number): number {
    return this.people[this.find(hut)];
  }

  private find(hut: number): number {
    const parent = this.parent;
    while (parent[hut] !== hut) {
      parent[hut] = parent[parent[hut]];
      hut = parent[hut];
    }
    return hut;
  }
}

const lines: string[] = fs.readFileSync(0, "latin1").split("\n");
const [, m, q] = lines[0].split(" ").map(Number);
const groups = new Groups(lines[1].split(" ").map(Number));
const bridges = lines.slice(2, 2 + m).map((line) => line.split(" ").map((hut) => Number(hut) - 1));
const events = lines.slice(2 + m, 2 + m + q).map((line) => ({ melts: line.startsWith("-"), index: Number(line.slice(2)) - 1 }));

const melting = new Set(events.filter((event) => event.melts).map((event) => event.index));
bridges.forEach(([a, b], index) => {
  if (!melting.has(index)) {
    groups.join(a, b);
  }
});
const answers: number[] = [];
for (const { melts, index } of events.reverse()) {
  if (melts) {
    const [a, b] = bridges[index];
    groups.join(a, b);
  } else {
    answers.push(groups.reachable(index));
  }
}
console.log(answers.reverse().join("\n"));
