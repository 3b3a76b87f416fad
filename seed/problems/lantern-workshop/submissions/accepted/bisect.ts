import * as fs from "node:fs";

type Artisan = readonly [setup: number, each: number];

function finishedBy(time: number, artisans: readonly Artisan[], stopAt: number): number {
  let total = 0;
  for (const [setup, each] of artisans) {
    total += Math.max(0, Math.floor((time - setup) / each));
    if (total >= stopAt) {
      break;
    }
  }
  return total;
}

const [header, ...rows] = fs.readFileSync(0).toString("latin1").trimEnd().split("\n");
const lanterns = Number(header.split(" ")[1]);
const artisans = rows.map((row): Artisan => {
  const [setup, each] = row.split(" ").map(Number);
  return [setup, each];
});

// Too little time is always too little, enough time is always enough.
let tooLittle = 0;
let enough = artisans[0][0] + artisans[0][1] * lanterns;
while (enough - tooLittle > 1) {
  const middle = Math.floor((tooLittle + enough) / 2);
  if (finishedBy(middle, artisans, lanterns) >= lanterns) {
    enough = middle;
  } else {
    tooLittle = middle;
  }
}
console.log(String(enough));
