// Output of the set-up: one line per step, and one sentence if it can't continue.

/** Ends the script with exit code 1. The message is a sentence that says what to do. */
export class Stop extends Error {
  name = "Stop";
}

export function say(line) {
  // A closed terminal or pipe must not end the script before it has stopped its children.
  process.stdout.write(`${line}\n`, () => {});
}

export function report(line) {
  process.stderr.write(`${line}\n`, () => {});
}

for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step and reports the result. `work` may return a remark, such as "unchanged". */
export async function step(name, work) {
  const since = performance.now();
  const remark = await work((detail) => say(`… ${name}: ${detail}`));
  say(`✓ ${name}${typeof remark === "string" ? `: ${remark}` : ""} (${seconds(since)})`);
}
