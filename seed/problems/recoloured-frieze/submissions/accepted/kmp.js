const fs = require("node:fs");

const [first, second] = fs.readFileSync(0, "latin1").split("\n").map((line) => line.trim());

/** For every tile the distance to the previous one of the same colour, or 0. */
function distances(tiles) {
  const last = new Map();
  const result = new Int32Array(tiles.length);
  for (let at = 0; at < tiles.length; at += 1) {
    result[at] = at - (last.get(tiles[at]) ?? at);
    last.set(tiles[at], at);
  }
  return result;
}

const ornament = distances(first);
const frieze = distances(second);
// A distance that leads to before the matched tiles counts as 0.
const fits = (distance, matched) => (distance > matched ? 0 : distance) === ornament[matched];

// fallback[i]: the longest proper end of the first i tiles that is a recolouring of the ornament's beginning.
const fallback = new Int32Array(ornament.length + 1);
let matched = 0;
for (let at = 1; at < ornament.length; at += 1) {
  while (matched > 0 && !fits(ornament[at], matched)) matched = fallback[matched];
  if (fits(ornament[at], matched)) matched += 1;
  fallback[at + 1] = matched;
}

let sections = 0;
matched = 0;
for (const distance of frieze) {
  if (matched === ornament.length) matched = fallback[matched];
  while (matched > 0 && !fits(distance, matched)) matched = fallback[matched];
  if (fits(distance, matched)) matched += 1;
  if (matched === ornament.length) sections += 1;
}
console.log(String(sections));
