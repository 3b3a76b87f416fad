import * as fs from "node:fs";

type Entry = readonly [urgency: number, petition: number];

/** The most urgent entry first; of equal ones that of the smallest number. */
class Queue {
  private readonly entries: Entry[] = [];

  private static isBefore([urgency, petition]: Entry, [other, otherPetition]: Entry): boolean {
    return urgency > other || (urgency === other && petition < otherPetition);
  }

  add(entry: Entry): void {
    const { entries } = this;
    let at = entries.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!Queue.isBefore(entry, entries[up])) break;
      entries[at] = entries[up];
      at = up;
    }
    entries[at] = entry;
  }

  take(): Entry | undefined {
    const { entries } = this;
    const first = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down + 1 < entries.length && Queue.isBefore(entries[down + 1], entries[down])) down += 1;
      if (down >= entries.length || !Queue.isBefore(entries[down], last)) break;
      entries[at] = entries[down];
      at = down;
    }
    entries[at] = last;
    return first;
  }
}

const events = fs.readFileSync(0).toString("latin1").split("\n");
const count = Number(events[0]);
const urgency: number[] = [0]; // 0 for a petition that is not waiting
const queue = new Queue();
const answers: number[] = [];
for (let i = 1; i <= count; i += 1) {
  const [kind, first, second] = events[i].trim().split(" ");
  if (kind === "file") {
    queue.add([Number(first), urgency.length]);
    urgency.push(Number(first));
  } else if (kind === "change") {
    const petition = Number(first);
    if (urgency[petition] === 0) continue;
    urgency[petition] = Number(second);
    queue.add([urgency[petition], petition]);
  } else if (kind === "withdraw") {
    urgency[Number(first)] = 0;
  } else {
    // Entries that are no longer true are left over from earlier urgencies.
    let entry = queue.take();
    while (entry && urgency[entry[1]] !== entry[0]) entry = queue.take();
    const heard = entry ? entry[1] : 0;
    urgency[heard] = 0;
    answers.push(heard);
  }
}
console.log(answers.join("\n"));
