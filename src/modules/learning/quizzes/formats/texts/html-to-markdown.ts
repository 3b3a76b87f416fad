/**
 * HTML as question editors write it, as Markdown: structure, emphasis, lists, tables, code, links, pictures by URL and formulas in TeX.
 * What Markdown lacks but this platform allows stays as HTML tags. Everything else is reported; its text is kept.
 */
import type { Root } from "hast";
import { readHtml, writeMarkdown } from "../../../../../platform/markdown/syntax-trees.js";
import { Refusal, type Notes } from "../imported-item.js";
import { blocksOf } from "./html-blocks.js";
import { isHarmless } from "./markdown-text.js";

/** Of one text. */
const CHARACTERS_MAX = 100_000;
const TAGS_MAX = 2_000;
/** Elements that are open at once. Parsers and the tree's visitors are recursive, and repeat open formatting in every block. */
const OPEN_MAX = 50;
/** Elements and texts of all texts of a file. Keeps a hostile file below a few seconds. */
const NODES_MAX = 400_000;

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** These end by themselves where the next one begins. */
const SELF_ENDING = /^(?:p|li|td|th|tr|dd|dt|option|tbody|thead|tfoot)$/;

export function createHtmlReader(): (html: string, notes: Notes) => string {
  let nodes = 0;
  return (html, notes) => {
    if (isHarmless(html)) return html;
    limitHtml(html);
    const tree = readHtml(html);
    nodes += countOf(tree);
    if (nodes > NODES_MAX) throw new Refusal("The file has too much HTML; divide it into several files.");
    return writeMarkdown({ type: "root", children: blocksOf(tree, notes) });
  };
}

/** A bound on the parser's work, before it begins. */
function limitHtml(html: string): void {
  if (html.length > CHARACTERS_MAX) throw new Refusal(`A text has more than ${CHARACTERS_MAX} characters of HTML.`);
  let tags = 0;
  let open = 0;
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})/g)) {
    const lower = name!.toLowerCase();
    if (++tags > TAGS_MAX) throw new Refusal(`A text has more than ${TAGS_MAX} tags of HTML.`);
    if (VOID.test(lower) || SELF_ENDING.test(lower)) continue;
    open = slash ? Math.max(0, open - 1) : open + 1;
    if (open > OPEN_MAX) throw new Refusal(`A text has more than ${OPEN_MAX} HTML elements within each other.`);
  }
}

function countOf(tree: Root): number {
  let count = 0;
  const waiting: { children?: readonly unknown[] }[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    count++;
    for (const child of node.children ?? []) waiting.push(child as { children?: readonly unknown[] });
  }
  return count;
}
