/** Plain text as Markdown, and the reverse. */
import { readMarkdown, writeMarkdown } from "../../../../../platform/markdown/syntax-trees.js";

/** Letters, digits and marks that mean nothing in Markdown, wherever they stand: most texts are such, and need no syntax tree. */
const HARMLESS = /^\p{L}[\p{L}\p{M}\p{N} ,;?()'"/%]*$/u;
export const isHarmless = (text: string) => HARMLESS.test(text) && !text.endsWith(" ");

/** Markdown that shows exactly this text. */
export function plainToMarkdown(text: string): string {
  if (isHarmless(text)) return text;
  const paragraphs = text.split(/\n[ \t]*\n\s*/).filter((paragraph) => paragraph.trim() !== "");
  const children = paragraphs.map((paragraph) => ({
    type: "paragraph" as const,
    children: paragraph
      .trim()
      .split("\n")
      .flatMap((line, index) => [...(index > 0 ? [{ type: "break" as const }] : []), { type: "text" as const, value: line.trim() }]),
  }));
  return writeMarkdown({ type: "root", children });
}

interface Node {
  type: string;
  value?: string;
  alt?: string | null;
  children?: readonly Node[];
}

const BLOCKS = ["paragraph", "heading", "code", "blockquote", "list", "listItem", "table", "tableRow", "math", "thematicBreak", "html"];
const FORMATTED = [
  "emphasis",
  "strong",
  "delete",
  "inlineCode",
  "code",
  "heading",
  "list",
  "table",
  "link",
  "image",
  "blockquote",
  "html",
  "math",
  "inlineMath",
];
/** Deeper text is left out. */
const DEPTH_MAX = 100;

/** The text that readers of this Markdown see, and whether its formatting was more than text. */
export function markdownToPlain(markdown: string): { text: string; formatted: boolean } {
  if (isHarmless(markdown)) return { text: markdown, formatted: false };
  let formatted = false;
  const textOf = (node: Node, depth: number): string => {
    if (FORMATTED.includes(node.type)) formatted = true;
    if (node.type === "break") return "\n";
    if (node.value !== undefined) return node.value;
    if (node.type === "image") return node.alt ?? "";
    const children = depth < DEPTH_MAX ? (node.children ?? []) : [];
    const inBlocks = children.some(({ type }) => BLOCKS.includes(type));
    return children.map((child) => textOf(child, depth + 1)).join(inBlocks ? "\n\n" : "");
  };
  return { text: textOf(readMarkdown(markdown) as Node, 0).trim(), formatted };
}
