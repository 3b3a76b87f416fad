import { Cursor, plainText } from "./cursor.js";
import { codeBlock, codeSpan, displayMath, escaped, image, inlineMath, link, marked } from "./markdown-text.js";
import type { LatexNode } from "./parse.js";
import { block, inline, inOneLine, joined, withMarks, type Piece } from "./pieces.js";
import { ACCENTS, DROPPED, SHOWS_LAST, SYMBOLS, TRANSPARENT } from "./symbols.js";
import { tableOf } from "./table.js";

const SECTIONS: Readonly<Record<string, string>> = {
  section: "##",
  subsection: "###",
  subsubsection: "####",
  paragraph: "####",
  chapter: "##",
};
const HEADED = new Set(["Input", "Output", "Interaction", "Note", "Notes"]);
const FLOATS = /^(figure|wrapfigure|table|wraptable|subfigure|minipage)\*?$/;

const MARKS: Readonly<Record<string, (text: string) => string>> = {
  textbf: (text) => marked(text, "**", "b"),
  textit: (text) => marked(text, "*", "i"),
  emph: (text) => marked(text, "*", "i"),
  textsl: (text) => marked(text, "*", "i"),
  t: (text) => marked(text, "`", "code"),
  texttt: (text) => marked(text, "`", "code"),
  underline: (text) => marked(text, "<", "ins"),
  uline: (text) => marked(text, "<", "ins"),
  sout: (text) => marked(text, "~~", "del"),
  textsuperscript: (text) => marked(text, "<", "sup"),
  textsubscript: (text) => marked(text, "<", "sub"),
};
/** Valid to the end of the group. */
const SWITCHES: Readonly<Record<string, keyof typeof MARKS>> = {
  bf: "textbf",
  bfseries: "textbf",
  it: "textit",
  itshape: "textit",
  em: "emph",
  sl: "textsl",
  tt: "texttt",
  ttfamily: "texttt",
};

const SWITCHES_MAX = 10;

export interface Renderer {
  render(nodes: readonly LatexNode[]): Piece[];
  title(): string | null;
  /** Blocks for the end of the text. */
  footnotes(): string[];
}

export function createRenderer(note: (message: string) => void): Renderer {
  let title: string | null = null;
  let switches = 0;
  const footnotes: string[] = [];

  const render = (nodes: readonly LatexNode[]): Piece[] => {
    const cursor = new Cursor(nodes);
    const pieces: Piece[] = [];
    for (let node = cursor.next(); node; node = cursor.next()) pieces.push(...renderNode(node, cursor));
    return pieces;
  };

  const renderNode = (node: LatexNode, cursor: Cursor): Piece[] => {
    if (node.type === "text") return [inline(escaped(typeset(node.value)))];
    if (node.type === "paragraph") return [{ kind: "break" }];
    if (node.type === "group") return render(node.children);
    if (node.type === "math") return node.display ? [block(displayMath(node.tex))] : [inline(inlineMath(node.tex))];
    if (node.type === "verbatim") return node.block ? [block(codeBlock(node.value))] : [inline(codeSpan(node.value))];
    if (node.type === "row") return [inline("\\\n")];
    if (node.type === "cell") return [inline(" ")];
    return node.type === "environment" ? renderEnvironment(node.name, node.children) : renderCommand(node.name, cursor);
  };

  const text = (nodes: readonly LatexNode[]) => inOneLine(render(nodes));

  const renderCommand = (name: string, cursor: Cursor): Piece[] => {
    if (Object.hasOwn(SYMBOLS, name)) return [inline(escaped(SYMBOLS[name]!))];
    if (Object.hasOwn(SWITCHES, name)) return switched(MARKS[SWITCHES[name]!]!, cursor);
    if (Object.hasOwn(MARKS, name)) return markedPieces(name, cursor.argument());
    if (Object.hasOwn(SECTIONS, name)) return [block(`${SECTIONS[name]} ${text(cursor.argument())}`)];
    if (TRANSPARENT.has(name)) return render(cursor.argument());
    if (Object.hasOwn(SHOWS_LAST, name)) {
      cursor.skip(SHOWS_LAST[name]!);
      return render(cursor.argument());
    }
    if (Object.hasOwn(ACCENTS, name)) {
      const [first = "", ...others] = plainText(cursor.argument());
      return [inline(escaped(`${first}${ACCENTS[name]}`.normalize("NFC") + others.join("")))];
    }
    if (Object.hasOwn(DROPPED, name)) {
      cursor.skip(DROPPED[name]!);
      return ["par", "smallskip", "medskip", "bigskip", "newpage", "clearpage"].includes(name) ? [{ kind: "break" }] : [];
    }
    return renderSpecial(name, cursor);
  };

  /** Each switch in a group nests what follows it. */
  const switched = (mark: (content: string) => string, cursor: Cursor): Piece[] => {
    if (switches >= SWITCHES_MAX) return [];
    switches++;
    const pieces = withMarks(render(cursor.rest()), mark);
    switches--;
    return pieces;
  };

  const renderSpecial = (name: string, cursor: Cursor): Piece[] => {
    switch (name) {
      case "problemname":
        title = plainText(cursor.argument()).replace(/\s+/g, " ").trim() || title;
        return [];
      case "illustration": {
        cursor.argument();
        const file = plainText(cursor.argument());
        return figure(file, cursor.argument());
      }
      case "includegraphics":
        cursor.optional();
        return [block(image(plainText(cursor.argument()), ""))];
      case "caption":
        cursor.optional();
        return [block(marked(text(cursor.argument()), "*", "i"))];
      case "epigraph":
        return [block(`> ${text(cursor.argument())}\n>\n> — ${text(cursor.argument())}`)];
      case "footnote":
        footnotes.push(`[^${footnotes.length + 1}]: ${text(cursor.argument())}`);
        return [inline(`[^${footnotes.length}]`)];
      case "url": {
        const address = plainText(cursor.argument());
        return [inline(link(escaped(address), address))];
      }
      case "href": {
        const address = plainText(cursor.argument());
        return [inline(link(text(cursor.argument()), address))];
      }
      case "newline":
      case "linebreak":
        return [inline("\\\n")];
      case "item":
        return [{ kind: "break" }];
      case " ":
      case "":
      case ",":
      case ";":
      case ":":
        return [inline(" ")];
      case "/":
      case "-":
      case "!":
      case "@":
        return [];
      default:
        // What follows could make it an entity.
        if (name === "&") return [inline("\\&")];
        if (!/^[A-Za-z]/.test(name)) return [inline(escaped(name))];
        note(`The command \\${name} is not known; its arguments are shown as text.`);
        cursor.optional();
        return [];
    }
  };

  const markedPieces = (name: string, argument: LatexNode[]): Piece[] => {
    const isCode = name === "t" || name === "texttt";
    const isPlain = argument.every((node) => node.type === "text" || (node.type === "command" && /^[%$&#_{}\- ]$/.test(node.name)));
    if (isCode && isPlain) return [inline(codeSpan(plainText(argument)))];
    return withMarks(render(argument), isCode ? (content) => `<code>${content}</code>` : MARKS[name]!);
  };

  const figure = (file: string, caption: LatexNode[]): Piece[] => {
    const shown = text(caption);
    return [block(image(file, plainText(caption))), ...(shown === "" ? [] : [block(marked(shown, "*", "i"))])];
  };

  const renderEnvironment = (name: string, children: LatexNode[]): Piece[] => {
    if (name === "itemize" || name === "enumerate" || name === "description") return [block(list(name, children))];
    if (/^(tabular\*?|tabularx|array|longtable)$/.test(name)) return [block(tableOf(children, cell))];
    if (HEADED.has(name)) return [block(`## ${name}`), ...render(children), { kind: "break" }];
    if (name === "quote" || name === "quotation") return [block(joined(render(children)).replace(/^/gm, "> "))];
    if (children.length === 0) note(`Drawings of TeX (${name}) are not shown.`);
    const cursor = new Cursor(children);
    if (FLOATS.test(name)) {
      cursor.optional();
      if (name.startsWith("wrap")) cursor.skip("mm");
      if (name === "minipage") cursor.argument();
    }
    return [{ kind: "break" }, ...render(cursor.rest()), { kind: "break" }];
  };

  const cell = (nodes: LatexNode[]): string => {
    const withoutBars = nodes.map((node): LatexNode =>
      node.type === "math" ? { ...node, display: false, tex: node.tex.replace(/\\\|/g, "\\Vert ").replaceAll("|", "\\vert ") } : node,
    );
    return text(withoutBars).replace(/(?<!\\)\|/g, "\\|");
  };

  const list = (name: string, children: readonly LatexNode[]): string => {
    const items: LatexNode[][] = [];
    for (const node of children) {
      if (node.type === "command" && node.name === "item") items.push([]);
      else items.at(-1)?.push(node);
    }
    return items
      .map((nodes, at) => {
        const cursor = new Cursor(nodes);
        const label = cursor.optional();
        const content = joined([...(label ? [inline(`${marked(text(label), "**", "b")} `)] : []), ...render(cursor.rest())]);
        const marker = name === "enumerate" ? `${at + 1}. ` : "- ";
        return marker + content.replaceAll("\n", `\n${" ".repeat(marker.length)}`);
      })
      .join("\n")
      .replace(/^ +$/gm, "");
  };

  return { render, title: () => title, footnotes: () => footnotes };
}

function typeset(text: string): string {
  return text
    .replaceAll("---", "—")
    .replaceAll("--", "–")
    .replaceAll("``", "“")
    .replaceAll("''", "”")
    .replaceAll("`", "‘")
    .replaceAll("<<", "«")
    .replaceAll(">>", "»")
    .replace(/\s+/g, " ")
    .replaceAll("~", "\u00a0");
}
