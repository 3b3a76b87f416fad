/** Diagnostics parsed from compiler output. Each language has a parser in its own file. */
import { excerpt } from "../text.js";

export const SEVERITIES = ["ERROR", "WARNING", "NOTE"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One message about the learner's own source. */
export interface Diagnostic {
  /** From 1. */
  line: number;
  /** From 1; null if the compiler names none. Counts as the compiler does: bytes, characters, or tabs as eight columns. */
  column: number | null;
  severity: Severity;
  /** The first line of the compiler's message. */
  message: string;
}

const MOST_DIAGNOSTICS = 50;
const MESSAGE_BYTES = 500;
const POSITION_MAX = 2 ** 31 - 1;

/**
 * One diagnostic for each match, at most MOST_DIAGNOSTICS. `pattern` is global and has the groups `line` and `message`, and maybe `column`,
 * `severity`, or `caret`: the white space before a caret below the source line. It runs in the API on text that learners control: it needs
 * linear time.
 */
export function diagnosticsBy(pattern: RegExp): (output: string) => Diagnostic[] {
  return (output) => {
    const found: Diagnostic[] = [];
    for (const { groups = {} } of output.matchAll(pattern)) {
      const { line, column, severity = "error", message = "", caret } = groups;
      const diagnostic = {
        line: Number(line),
        column: column !== undefined ? Number(column) : caret !== undefined ? caret.length + 1 : null,
        severity: severityOf(severity),
        message: excerpt(Buffer.from(message.trim()), MESSAGE_BYTES),
      };
      if (diagnostic.line > POSITION_MAX || (diagnostic.column ?? 0) > POSITION_MAX) continue;
      found.push(diagnostic);
      if (found.length === MOST_DIAGNOSTICS) break;
    }
    return found;
  };
}

function severityOf(word: string): Severity {
  const known = word.replace(/^fatal /, "").toUpperCase();
  return SEVERITIES.find((severity) => severity === known) ?? "ERROR";
}
