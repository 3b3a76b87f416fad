/** Reads the data of Server-Sent Events out of a text that is still arriving. */

export interface EventData {
  /** Data of the events that this chunk completes. Throws if a provider never completes one. */
  read(chunk: string): string[];
}

/** Characters of one event. */
const EVENT_MAX = 1024 * 1024;
const FIELD = "data:";

export function createEventData(): EventData {
  let line = "";
  let event: string[] = [];
  let size = 0;
  return {
    read(chunk) {
      const complete: string[] = [];
      // A CR at the end may be the first half of a line break.
      const lines = (line + chunk).split(/\r\n|\n|\r(?!$)/);
      line = lines.pop()!;
      for (const each of lines) {
        if (each.startsWith(FIELD)) {
          event.push(each.slice(FIELD.length + (each[FIELD.length] === " " ? 1 : 0)));
          size += each.length;
        } else if (each === "" && event.length > 0) {
          complete.push(event.join("\n"));
          event = [];
          size = 0;
        }
      }
      if (size + line.length > EVENT_MAX) throw new Error("An event is too long.");
      return complete;
    },
  };
}
