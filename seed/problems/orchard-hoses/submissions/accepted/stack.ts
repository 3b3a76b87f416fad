import * as fs from "node:fs";

interface Tree {
  readonly source: number;
  readonly capacity: number;
  readonly demand: number;
}

const [, ...rows] = fs.readFileSync(0).toString("latin1").trimEnd().split("\n");
const trees = rows.map((row): Tree => {
  const [source, capacity, demand] = row.split(" ").map(Number);
  return { source, capacity, demand };
});

const behind: number[][] = Array.from({ length: trees.length + 2 }, () => []);
trees.forEach(({ source }, index) => behind[source].push(index + 2));

// Every place is taken from the stack before the places behind it.
const order: number[] = [];
const stack: number[] = [1];
for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
  order.push(place);
  for (const tree of behind[place]) {
    stack.push(tree);
  }
}

const passedOn: number[] = new Array<number>(trees.length + 2).fill(0);
for (const place of order.slice(1).reverse()) {
  const { source, capacity, demand } = trees[place - 2];
  passedOn[source] += Math.min(capacity, demand + passedOn[place]);
}
console.log(String(passedOn[1]));
