import * as fs from "node:fs";

// Within a run, the letters at even offsets stay.
const message: Buffer = fs.readFileSync(0);
const sent: Buffer = Buffer.alloc(message.length + 1);
let size = 0;
let offset = 0;
let previous = -1;
for (const code of message) {
  if (code < 97 || code > 122) {
    break;
  }
  offset = code === previous ? offset + 1 : 0;
  previous = code;
  if (offset % 2 === 0) {
    sent[size] = code;
    size += 1;
  }
}
console.log(sent.toString("latin1", 0, size));
