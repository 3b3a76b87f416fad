// Rows go to PostgreSQL by COPY in its text format (https://www.postgresql.org/docs/18/sql-copy.html), in the order of references.
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";

const ESCAPED = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escape = (text) => (/[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => ESCAPED[char]) : text);

/** The literal of an array of words without quotes and backslashes. */
export const wordArray = (words) => `{${words.map((word) => `"${word}"`).join(",")}}`;

function field(value) {
  if (value === null || value === undefined) return "\\N";
  switch (typeof value) {
    case "string":
      return escape(value);
    case "number":
      return String(value);
    case "boolean":
      return value ? "t" : "f";
    default:
      return value instanceof Date ? value.toISOString() : escape(JSON.stringify(value));
  }
}

/** Rows are sent in chunks of about this many, and are not kept after that. */
const ROWS_PER_CHUNK = 20_000;
const CHARS_PER_WRITE = 1 << 18;

/**
 * `tables` are names with columns, in the order of their references. `add` takes the values of a row in the order of the columns: text,
 * numbers, dates; other objects are written as JSON.
 */
export function createWriter(client, tables) {
  const names = Object.keys(tables);
  const pending = Object.fromEntries(names.map((name) => [name, []]));
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  let waiting = 0;

  async function send(name) {
    const lines = pending[name];
    if (lines.length === 0) return;
    pending[name] = [];
    counts[name] += lines.length;
    const stream = client.query(copyFrom(`copy ${name} (${tables[name].join(", ")}) from stdin`));
    const ended = finished(stream);
    ended.catch(() => {});
    let text = "";
    for (const line of lines) {
      text += line;
      if (text.length < CHARS_PER_WRITE) continue;
      if (!stream.write(text)) await Promise.race([once(stream, "drain"), ended]);
      text = "";
    }
    stream.end(text);
    await ended;
  }

  async function flush() {
    waiting = 0;
    for (const name of names) await send(name);
  }

  return {
    counts,
    add(name, ...values) {
      if (values.length !== tables[name].length) throw new Error(`${name} has ${tables[name].length} columns, not ${values.length}`);
      let line = field(values[0]);
      for (let at = 1; at < values.length; at++) line += `\t${field(values[at])}`;
      pending[name].push(`${line}\n`);
      waiting++;
    },
    /** Call it between objects whose rows refer to each other. */
    flushIfFull: () => (waiting >= ROWS_PER_CHUNK ? flush() : undefined),
    flush,
  };
}
