/** Compiler output and traces name places in the learner's files only: the driver is not theirs. Linear time, as learners control the text. */

export interface OwnSource {
  source: string;
  /** What follows the source in its file; "" if nothing does. */
  tail: string;
  fileName: string;
  /** File name of the driver. */
  entry: string;
  /** The function's name. */
  name: string;
}

/** Compiler output with the driver's places moved to the function, and those behind the source to its last line. */
export function learnersLines(output: string, own: OwnSource): string {
  const lines = own.source.split("\n").length;
  const at = lineOf(own);
  const kept: string[] = [];
  /** Lines that quote the driver still to leave out; -1: while they look like a quotation of gcc. */
  let quoted = 0;
  for (const line of (own.tail === "" ? output : output.replaceAll(own.tail, "")).split("\n")) {
    if (quoted > 0) {
      quoted--;
      continue;
    }
    if (quoted < 0 && /^ *\d* \|/.test(line)) continue;
    quoted = 0;
    if (!line.includes(own.entry)) {
      kept.push(clamped(line, own.fileName, lines));
      continue;
    }
    const place = placeAtStart(line, own.entry);
    // gcc says in which function, and through which file, it came to an error.
    if (place === null) {
      if (!/^(?:In file included from|\s+from) |: In (?:function|instantiation|substitution)|:\d+:\d+: +required from/.test(line))
        kept.push(line);
      continue;
    }
    if (/^: +required from/.test(place.rest)) continue;
    kept.push(`${own.fileName}${place.isInParentheses ? `(${at},1)` : place.hasColumn ? `:${at}:1` : `:${at}`}${place.rest}`);
    quoted = own.entry.endsWith(".java") ? 2 : own.entry.endsWith(".cpp") ? -1 : 0;
  }
  return kept.join("\n");
}

function placeAtStart(line: string, entry: string) {
  if (!line.startsWith(entry)) return null;
  const rest = line.slice(entry.length);
  const found = /^(?:\(\d{1,9},\d{1,9}\)|:\d{1,9}(?<column>:\d{1,9})?)/.exec(rest);
  if (!found) return null;
  return { rest: rest.slice(found[0].length), isInParentheses: rest.startsWith("("), hasColumn: found.groups?.["column"] !== undefined };
}

/** A place behind the source, as of a bracket that is not closed, is its last line. */
function clamped(line: string, fileName: string, lines: number): string {
  if (!line.startsWith(fileName)) return line;
  return line.replace(/^([^:(]+[:(])(\d{1,9})/, (whole, start: string, number: string) =>
    Number(number) > lines ? `${start}${lines}` : whole,
  );
}

/** Where the function is declared, as far as one can see; else the first line. */
function lineOf({ source, name }: OwnSource): number {
  const word = new RegExp(`(?<![\\w.])${name}\\s*[(=:]`);
  return source.split("\n").findIndex((line) => word.test(line)) + 1 || 1;
}

/** Of standard error: without the lines of a trace that are in the driver or in the runtime below it. */
export function withoutDriver(stderr: string, entry: string): string {
  const base = entry.slice(0, entry.lastIndexOf("."));
  if (!stderr.includes(base)) return stderr;
  const lines = stderr.split("\n");
  const isOfGo = entry.endsWith(".go");
  return lines
    .filter((line, at) => {
      // Go names the function on the line before its place.
      if (isOfGo && (lines[at + 1] ?? "").startsWith(`\t/box/${entry}:`)) return false;
      if (isOfGo) return !line.startsWith(`\t/box/${entry}:`);
      return !(/^\s+at /.test(line) && (line.includes(`/box/${base}.`) || line.includes("node:internal") || line.includes(`at ${base}.`)));
    })
    .join("\n");
}
