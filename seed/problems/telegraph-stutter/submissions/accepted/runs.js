const fs = require("node:fs");

const message = fs.readFileSync(0, "latin1").trim();
const parts = [];
let start = 0;
while (start < message.length) {
  let end = start + 1;
  while (end < message.length && message[end] === message[start]) {
    end += 1;
  }
  parts.push(message[start].repeat((end - start + 1) >> 1));
  start = end;
}
console.log(parts.join(""));
