/** Parses the body of a LaTeX document as far as its structure goes. Any text is accepted. */
import { closingBrace } from "./macros.js";

export type LatexNode =
  | { type: "text"; value: string }
  | { type: "paragraph" }
  | { type: "command"; name: string; star: boolean }
  | { type: "group"; children: LatexNode[] }
  | { type: "math"; tex: string; display: boolean }
  | { type: "verbatim"; value: string; block: boolean }
  | { type: "environment"; name: string; children: LatexNode[] }
  | { type: "cell" }
  | { type: "row" };

/** Deeper text is flat. */
const DEPTH_MAX = 40;

const MATH_ENVIRONMENT = /^(math|displaymath|equation|align|alignat|gather|multline|eqnarray|flalign)\*?$/;
const VERBATIM_ENVIRONMENT = /^(verbatim|lstlisting|Verbatim|minted|alltt)\*?$/;
/** Drawn by TeX, so nothing here can show them. */
const DRAWN_ENVIRONMENT = /^(tikzpicture|pgfpicture|picture|axis|forest)$/;

export function parseLatex(text: string): LatexNode[] {
  return new Parser(text).parse(null, 0);
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Up to the end of an environment, of a group ("}"), or of the text (null). */
  parse(end: string | null, depth: number): LatexNode[] {
    const nodes: LatexNode[] = [];
    const plain = /[^\\{}$&\n]+/y;
    while (this.at < this.text.length) {
      plain.lastIndex = this.at;
      const found = plain.exec(this.text);
      if (found) {
        this.at = plain.lastIndex;
        nodes.push({ type: "text", value: found[0] });
        continue;
      }
      const char = this.text[this.at]!;
      if (char === "}") {
        if (end === "}" || end === null) this.at++;
        if (end === null) continue;
        return nodes;
      }
      if (char === "\\" && this.text.startsWith("\\end{", this.at) && end !== null) {
        if (end !== "}") this.at = this.afterBrace(this.at + 4);
        return nodes;
      }
      nodes.push(...this.special(char, depth));
    }
    return nodes;
  }

  private special(char: string, depth: number): LatexNode[] {
    const { text } = this;
    if (char === "\n") {
      const space = /\n[ \t]*(\n\s*)?/y;
      space.lastIndex = this.at;
      const [, blank] = space.exec(text)!;
      this.at = space.lastIndex;
      return [blank === undefined ? { type: "text", value: " " } : { type: "paragraph" }];
    }
    if (char === "$") return [this.dollars()];
    this.at++;
    if (char === "&") return [{ type: "cell" }];
    if (char === "{") return depth >= DEPTH_MAX ? [] : [{ type: "group", children: this.parse("}", depth + 1) }];
    return this.command(depth);
  }

  private dollars(): LatexNode {
    const fence = this.text.startsWith("$$", this.at) ? "$$" : "$";
    const start = this.at + fence.length;
    const end = this.closing(fence, start);
    this.at = Math.min(this.text.length, end + fence.length);
    return { type: "math", tex: this.text.slice(start, end), display: fence === "$$" };
  }

  /** Where math ends; text in braces may have dollars of its own. */
  private closing(fence: string, start: number): number {
    for (let at = start; at < this.text.length; at++) {
      if (this.text[at] === "\\") at++;
      else if (this.text[at] === "{") {
        // Without a closing brace the formula is broken: it ends at the next fence.
        const close = closingBrace(this.text, at, 300);
        if (close > 0) at = close;
      } else if (this.text.startsWith(fence, at)) return at;
    }
    return this.text.length;
  }

  /** The backslash is read. */
  private command(depth: number): LatexNode[] {
    const word = /[A-Za-z]+/y;
    word.lastIndex = this.at;
    const name = word.exec(this.text)?.[0];
    if (name === undefined) return this.symbol();
    this.at += name.length;
    if (name === "begin") return this.environment(depth);
    if (name === "end") {
      this.at = this.afterBrace(this.at);
      return [];
    }
    if (name === "verb" || name === "lstinline") return this.verb();
    const star = this.text[this.at] === "*";
    if (star) this.at++;
    const space = /[ \t]*\n?[ \t]*(?!\n)/y;
    space.lastIndex = this.at;
    if (space.exec(this.text)) this.at = space.lastIndex;
    return [{ type: "command", name, star }];
  }

  private symbol(): LatexNode[] {
    const char = this.text[this.at] ?? "";
    this.at += char.length;
    if (char === "(" || char === "[") {
      const fence = char === "(" ? "\\)" : "\\]";
      const found = this.text.indexOf(fence, this.at);
      const end = found < 0 ? this.text.length : found;
      const tex = this.text.slice(this.at, end);
      this.at = end + 2;
      return [{ type: "math", tex, display: char === "[" }];
    }
    if (char === "\\") {
      const skip = /\*?(?:\[[^\]\n]{0,20}\])?/y;
      skip.lastIndex = this.at;
      skip.exec(this.text);
      this.at = Math.max(this.at, skip.lastIndex);
      return [{ type: "row" }];
    }
    return [{ type: "command", name: char, star: false }];
  }

  private verb(): LatexNode[] {
    if (this.text[this.at] === "*") this.at++;
    const open = this.text[this.at] ?? "";
    const close = open === "{" ? "}" : open;
    const end = this.text.indexOf(close, this.at + 1);
    if (open === "" || end < 0) return [];
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return [{ type: "verbatim", value, block: false }];
  }

  private environment(depth: number): LatexNode[] {
    const start = this.at;
    this.at = this.afterBrace(start);
    const name = this.text.slice(start + 1, this.at - 1).trim();
    const raw = MATH_ENVIRONMENT.test(name) || VERBATIM_ENVIRONMENT.test(name) || DRAWN_ENVIRONMENT.test(name);
    if (!raw) return depth >= DEPTH_MAX ? [] : [{ type: "environment", name, children: this.parse(name, depth + 1) }];
    const end = this.text.indexOf(`\\end{${name}}`, this.at);
    const value = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + `\\end{${name}}`.length;
    if (DRAWN_ENVIRONMENT.test(name)) return [{ type: "environment", name, children: [] }];
    if (VERBATIM_ENVIRONMENT.test(name))
      return [{ type: "verbatim", value: value.replace(/^(\[[^\]\n]*\]|\{[^}\n]*\})*/, ""), block: true }];
    return [{ type: "math", tex: displayed(name.replace("*", ""), value), display: true }];
  }

  /** Behind the braces that start here; here if there are none. */
  private afterBrace(start: number): number {
    if (this.text[start] !== "{") return start;
    const end = this.text.indexOf("}", start);
    return end < 0 ? this.text.length : end + 1;
  }
}

function displayed(name: string, tex: string): string {
  if (name === "eqnarray") return `\\begin{aligned}${tex.replace(/&\s*(=|\\leq?|\\geq?|<|>|:=)\s*&/g, "&$1")}\\end{aligned}`;
  if (["align", "alignat", "flalign", "multline", "gather"].includes(name)) {
    return `\\begin{${name === "gather" ? "gathered" : "aligned"}}${tex}\\end{${name === "gather" ? "gathered" : "aligned"}}`;
  }
  return tex;
}
