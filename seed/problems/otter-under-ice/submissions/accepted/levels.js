const fs = require("node:fs");

const [rows, columns, breath, ...map] = fs.readFileSync(0, "latin1").split(/\s+/);
const width = Number(columns) + 2;
const most = Number(breath);
const wall = "#".repeat(width);
const lake = [wall, ...map.slice(0, Number(rows)).map((row) => `#${row}#`), wall].join("");

// seen[square * 6 + ice]: one mark for every state.
const seen = new Uint8Array(lake.length * 6);
function search() {
  let level = [lake.indexOf("S") * 6];
  for (let moves = 0; level.length > 0; moves += 1) {
    const next = [];
    for (const state of level) {
      const ice = state % 6;
      const square = (state - ice) / 6;
      if (lake[square] === "G") return moves;
      for (const other of [square - width, square - 1, square + 1, square + width]) {
        if (lake[other] === "#") continue;
        const under = lake[other] === "=" ? ice + 1 : 0;
        if (under > most || seen[other * 6 + under]) continue;
        seen[other * 6 + under] = 1;
        next.push(other * 6 + under);
      }
    }
    level = next;
  }
  return -1;
}
console.log(String(search()));
