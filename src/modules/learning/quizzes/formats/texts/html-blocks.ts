/** Block elements of HTML as Markdown's syntax tree. */
import type { Element, Nodes, Parents } from "hast";
import type { BlockContent, List, ListItem, PhrasingContent, RootContent, Table, TableRow } from "mdast";
import type { Notes } from "../imported-item.js";
import { phrasingOf, textOf } from "./html-phrasing.js";

const CONTAINERS = [
  "div",
  "section",
  "article",
  "main",
  "header",
  "footer",
  "aside",
  "center",
  "body",
  "html",
  "figure",
  "details",
  "fieldset",
  "form",
  "dl",
  "dd",
  "dt",
  "figcaption",
  "summary",
];
const BLOCKS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "table", ...CONTAINERS];
/** Deeper elements are taken as their text. */
const DEPTH_MAX = 40;

const isElement = (node: Nodes): node is Element => node.type === "element";
const isBlock = (node: Nodes): node is Element => isElement(node) && BLOCKS.includes(node.tagName);
/** A `span` or a link around blocks, say. */
const containsBlock = (node: Nodes, depth = 0): boolean =>
  isElement(node) &&
  node.tagName !== "table" &&
  depth < DEPTH_MAX &&
  node.children.some((child) => isBlock(child) || containsBlock(child, depth + 1));

export function blocksOf(parent: Parents, notes: Notes, depth = 0): RootContent[] {
  const blocks: RootContent[] = [];
  let inline: Nodes[] = [];
  const endParagraph = () => {
    for (const children of paragraphsOf(phrasingOf(inline, notes))) blocks.push({ type: "paragraph", children });
    inline = [];
  };
  for (const child of parent.children) {
    const container = !isBlock(child) && containsBlock(child);
    if (!container && !isBlock(child)) {
      inline.push(child);
      continue;
    }
    endParagraph();
    const element = child as Element;
    if (depth >= DEPTH_MAX) inline.push({ type: "text", value: textOf(element) });
    else if (container) blocks.push(...blocksOf(element, notes, depth + 1));
    else blocks.push(...blockOf(element, notes, depth + 1));
  }
  endParagraph();
  return blocks;
}

/** Two line breaks in a row divide paragraphs. */
function paragraphsOf(nodes: readonly PhrasingContent[]): PhrasingContent[][] {
  const paragraphs: PhrasingContent[][] = [[]];
  for (const [index, node] of nodes.entries()) {
    const beside = nodes[index - 1]?.type === "break" || nodes[index + 1]?.type === "break";
    if (node.type !== "break" || !beside) paragraphs.at(-1)!.push(node);
    else if (paragraphs.at(-1)!.length > 0) paragraphs.push([]);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

function blockOf(element: Element, notes: Notes, depth: number): RootContent[] {
  const { tagName } = element;
  switch (tagName) {
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6": {
      const children = phrasingOf(element.children, notes);
      return children.length > 0 ? [{ type: "heading", depth: Number(tagName[1]) as 1, children }] : [];
    }
    case "ul":
    case "ol":
      return listOf(element, notes, depth);
    case "blockquote": {
      const children = blocksOf(element, notes, depth) as BlockContent[];
      return children.length > 0 ? [{ type: "blockquote", children }] : [];
    }
    case "pre":
      return [{ type: "code", lang: languageOf(element), value: textOf(element).replace(/^\n|\n$/g, "") }];
    case "hr":
      return [{ type: "thematicBreak" }];
    case "table":
      return tableOf(element, notes);
    default:
      if (["form", "fieldset"].includes(tagName)) notes.add(`<${tagName}> is left out; its text is kept.`);
      return blocksOf(element, notes, depth);
  }
}

function listOf(element: Element, notes: Notes, depth: number): List[] {
  const items = element.children.filter(isElement).map((item): ListItem => {
    const children = blocksOf(item.tagName === "li" ? item : { type: "root", children: [item] }, notes, depth) as BlockContent[];
    return { type: "listItem", spread: children.filter(({ type }) => type === "paragraph").length > 1, children };
  });
  const start = Number(element.properties.start ?? 1);
  const ordered = element.tagName === "ol";
  const first = Number.isSafeInteger(start) && start >= 0 && start < 1e9 ? start : 1;
  return items.length > 0
    ? [{ type: "list", ordered, start: ordered ? first : null, spread: items.some(({ spread }) => spread), children: items }]
    : [];
}

function languageOf(element: Element): string | null {
  const classes = [element, ...element.children.filter(isElement)].flatMap(({ properties }) => properties.className ?? []);
  const found = classes.map(String).find((name) => /^language-[\w+#-]{1,30}$/.test(name));
  return found ? found.slice("language-".length) : null;
}

/** The first row is the head, as Markdown has no table without one. */
function tableOf(table: Element, notes: Notes): RootContent[] {
  const rows: TableRow[] = [];
  const before: RootContent[] = [];
  const collect = (parent: Element) => {
    for (const child of parent.children.filter(isElement)) {
      if (child.tagName === "tr") rows.push(rowOf(child, notes));
      else if (["thead", "tbody", "tfoot"].includes(child.tagName)) collect(child);
      else if (child.tagName === "caption") before.push({ type: "paragraph", children: phrasingOf(child.children, notes) });
    }
  };
  collect(table);
  const width = Math.max(0, ...rows.map(({ children }) => children.length));
  if (width === 0) return before;
  for (const row of rows) while (row.children.length < width) row.children.push({ type: "tableCell", children: [] });
  return [...before, { type: "table", align: [], children: rows } satisfies Table];
}

function rowOf(row: Element, notes: Notes): TableRow {
  const cells = row.children.filter(isElement).map((cell) => {
    if (cell.properties.colSpan || cell.properties.rowSpan)
      notes.add("Cells that span several columns or rows of a table are single cells here.");
    if (cell.children.some((child) => isBlock(child) && !["p", "div"].includes(child.tagName)))
      notes.add("Lists and tables within a table are text here.");
    // Blocks of a cell are divided by line breaks.
    const parts = cell.children.map((child) => phrasingOf(isElement(child) && isBlock(child) ? child.children : [child], notes));
    return { type: "tableCell" as const, children: joined(parts.filter((part) => part.length > 0)) };
  });
  return { type: "tableRow", children: cells };
}

const joined = (parts: PhrasingContent[][]): PhrasingContent[] =>
  parts.flatMap((part, index) => (index > 0 ? [{ type: "text" as const, value: " " }, ...part] : part));
