// Moves the start behind the occurrence that is too much, even if the start is further right already.
const fs = require("node:fs");

const [header, row] = fs.readFileSync(0, "latin1").split("\n");
const most = Number(header.split(" ")[1]);
const places = new Map();
let start = 0;
let longest = 0;
let found = 0;
row.split(" ").forEach((variety, last) => {
  const list = places.get(variety) ?? [];
  places.set(variety, list);
  list.push(last);
  if (list.length > most) start = list[list.length - 1 - most] + 1;
  const length = last - start + 1;
  if (length > longest) {
    longest = length;
    found = 0;
  }
  if (length === longest) found += 1;
});
console.log(`${longest} ${found}`);
