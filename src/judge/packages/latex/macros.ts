/** Expands the macros that a statement defines itself. Bounded: a few macros can stand for a text of any length. */

const EXPANSIONS_MAX = 5000;
/** Of an argument or a definition: the search for a closing brace ends there. */
const ARGUMENT_MAX_CHARS = 4000;
const TEXT_MAX_CHARS = 500_000;
const ROUNDS_MAX = 8;

interface Macro {
  parameters: number;
  /** Value of the first parameter where none is given in brackets. */
  optional: string | null;
  body: string;
}

const DEFINITION =
  /\\(?:(?:re)?newcommand\*?|providecommand\*?)\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[(\d)\])?\s*(?:\[([^\]]{0,200})\])?\s*(?=\{)|\\def\s*\\([A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)/g;

export class MacroError extends Error {
  override name = "MacroError";
}

/** Without definitions and with their uses replaced. Throws MacroError if the result is too long. */
export function expandMacros(text: string): string {
  const macros = new Map<string, Macro>();
  let rest = "";
  let at = 0;
  for (const found of text.matchAll(DEFINITION)) {
    if (found.index < at) continue;
    const start = found.index + found[0].length;
    const end = closingBrace(text, start);
    if (end < 0) break;
    const [, first, second, count, optional, byDef, parameters] = found;
    macros.set(first ?? second ?? byDef!, {
      parameters: byDef === undefined ? Number(count ?? 0) : parameters!.length / 2,
      optional: optional ?? null,
      body: text.slice(start + 1, end),
    });
    rest += text.slice(at, found.index);
    at = end + 1;
  }
  rest += text.slice(at);
  if (macros.size === 0) return rest;
  let left = EXPANSIONS_MAX;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const before = left;
    rest = expandOnce(rest, macros, () => {
      if (left-- === 0) throw new MacroError("Its macros stand for too much text.");
    });
    if (left === before) return rest;
  }
  return rest;
}

function expandOnce(text: string, macros: ReadonlyMap<string, Macro>, onUse: () => void): string {
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const command = /\\([A-Za-z]+)/g;
  for (let found = command.exec(text); found; found = command.exec(text)) {
    const macro = macros.get(found[1]!);
    if (!macro) continue;
    onUse();
    const { values, end } = argumentsOf(text, command.lastIndex, macro);
    const value = macro.body.replace(/#(\d)/g, (_, number: string) => values[Number(number) - 1] ?? "");
    parts.push(text.slice(at, found.index), value);
    length += found.index - at + value.length;
    if (length > TEXT_MAX_CHARS) throw new MacroError("Its macros stand for too much text.");
    // A letter behind would become part of a command at the end of the value.
    if (/\\[A-Za-z]+$/.test(value) && /^[A-Za-z]/.test(text.slice(end, end + 1))) parts.push(" ");
    at = end;
    command.lastIndex = end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

function argumentsOf(text: string, from: number, { parameters, optional }: Macro): { values: string[]; end: number } {
  const values: string[] = [];
  let end = from;
  if (optional !== null && parameters > 0) {
    const bracket = /^\s*\[([^\]]*)\]/.exec(text.slice(end, end + 2000));
    values.push(bracket?.[1] ?? optional);
    end += bracket?.[0].length ?? 0;
  }
  while (values.length < parameters) {
    const space = /^\s*/.exec(text.slice(end, end + 200))![0].length;
    const start = end + space;
    if (text[start] === "{") {
      const close = closingBrace(text, start);
      if (close < 0) break;
      values.push(text.slice(start + 1, close));
      end = close + 1;
    } else {
      const token = /^(\\[A-Za-z]+|\\.|.)/s.exec(text.slice(start, start + 100))?.[0];
      if (!token) break;
      values.push(token);
      end = start + token.length;
    }
  }
  return { values, end };
}

/** Index of the brace that closes the one at `start`; -1 if none does within `most` characters. */
export function closingBrace(text: string, start: number, most = ARGUMENT_MAX_CHARS): number {
  let depth = 0;
  const end = Math.min(text.length, start + most);
  for (let at = start; at < end; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return at;
  }
  return -1;
}

/** `%` starts a comment unless escaped; the line break after it is not a space. Verbatim text keeps its `%`. */
export function withoutComments(text: string): string {
  return text.replace(
    /(\\begin\{(verbatim|lstlisting)\}[^]{0,10000}?\\end\{\2\})|\\verb\*?([^A-Za-z\s])[^\n]{0,500}?\3|(\\.)|%[^\n]*(?:\n[ \t]*(?!\n)|$)?/g,
    (whole, verbatim, _name, _bar, escaped) => (verbatim !== undefined || escaped !== undefined || whole.startsWith("\\verb") ? whole : ""),
  );
}
