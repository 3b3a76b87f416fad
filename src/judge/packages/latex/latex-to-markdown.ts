/**
 * Statements in LaTeX as Markdown: the subset that the Kattis format documents, and what Polygon uses beside it. Formulas stay TeX. The
 * result is source of the platform's Markdown, which sanitises it like any other text.
 */
import { escaped } from "./markdown-text.js";
import { expandMacros, MacroError, withoutComments } from "./macros.js";
import { parseLatex } from "./parse.js";
import { joined } from "./pieces.js";
import { createRenderer } from "./render.js";

export interface LatexOptions {
  constants: ReadonlyMap<string, string>;
  /** Told what is left out. */
  note: (message: string) => void;
}

export interface Converted {
  markdown: string;
  /** From `\problemname`, as plain text. */
  title: string | null;
}

export function latexToMarkdown(source: string, { constants, note }: LatexOptions): Converted {
  const plainName = /%[ \t]{0,20}plainproblemname:([^\n]+)/.exec(source)?.[1]?.trim();
  const body = /\\begin\{document\}([^]*?)(?:\\end\{document\}|$)/.exec(source);
  const preamble = body ? source.slice(0, body.index) : "";
  const text = withoutComments(body ? `${definitionsOf(preamble)}\n${body[1]!}` : source);
  try {
    const expanded = expandMacros(text.replace(/\\constant\s*\{([^{}]*)\}/g, (_, name: string) => constants.get(name.trim()) ?? name));
    const renderer = createRenderer(note);
    const markdown = joined(renderer.render(parseLatex(expanded.trim())));
    const title = plainName ?? renderer.title();
    return { markdown: [markdown, ...renderer.footnotes()].join("\n\n").trim(), title: title?.trim() || null };
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    note(`${error.message} The statement is shown as it was written.`);
    return { markdown: escaped(text), title: plainName ?? null };
  }
}

function definitionsOf(preamble: string): string {
  return (preamble.match(/\\(?:re)?newcommand[^\n]*|\\def[^\n]*/g) ?? []).join("\n");
}
