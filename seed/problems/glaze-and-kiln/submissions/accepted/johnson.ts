import * as fs from "node:fs";

interface Pot {
  readonly glaze: number;
  readonly fire: number;
}

/** Pots that give the kiln something to do come first, the quickest of them at the front. */
function compare(a: Pot, b: Pot): number {
  const aIsEarly = a.glaze < a.fire;
  const bIsEarly = b.glaze < b.fire;
  if (aIsEarly !== bIsEarly) {
    return aIsEarly ? -1 : 1;
  }
  return aIsEarly ? a.glaze - b.glaze : b.fire - a.fire;
}

const [, ...rows] = fs.readFileSync(0).toString("latin1").trimEnd().split("\n");
const pots = rows.map((row): Pot => {
  const [glaze, fire] = row.split(" ").map(Number);
  return { glaze, fire };
});
pots.sort(compare);

const [, done] = pots.reduce(
  ([wheel, kiln], { glaze, fire }) => [wheel + glaze, Math.max(kiln, wheel + glaze) + fire],
  [0, 0],
);
console.log(String(done));
