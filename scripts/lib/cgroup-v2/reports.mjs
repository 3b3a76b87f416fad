// Reports of the machine to the host: one line of JSON each, over its second serial line.
import { appendFileSync } from "node:fs";

const LINE = "/dev/ttyS1";

export function report(fact) {
  appendFileSync(LINE, `${JSON.stringify(fact)}\n`);
}
