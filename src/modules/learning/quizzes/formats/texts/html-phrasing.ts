/** Inline elements of HTML as Markdown's syntax tree. */
import type { Element, Nodes } from "hast";
import type { PhrasingContent } from "mdast";
import type { Notes } from "../imported-item.js";
import { withFormulas } from "./formulas.js";

const EMPHASIS: Readonly<Record<string, "emphasis" | "strong" | "delete">> = {
  em: "emphasis",
  i: "emphasis",
  cite: "emphasis",
  dfn: "emphasis",
  strong: "strong",
  b: "strong",
  s: "delete",
  del: "delete",
  strike: "delete",
};
const CODE = ["code", "tt", "samp"];
/** Have no sign in Markdown and are allowed as tags: see src/platform/markdown/allowed-html.ts. */
const KEPT = ["sub", "sup", "u", "ins", "kbd", "mark", "small", "q", "abbr", "var"];
/** Mean nothing by themselves. */
const TRANSPARENT = [
  "span",
  "font",
  "big",
  "p",
  "div",
  "li",
  "td",
  "th",
  "tr",
  "tbody",
  "thead",
  "tfoot",
  "label",
  "bdi",
  "bdo",
  "time",
  "data",
  "wbr",
  "nobr",
];
/** Their content is not shown to readers. */
const DROPPED = [
  "script",
  "style",
  "template",
  "head",
  "title",
  "meta",
  "link",
  "base",
  "noscript",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "select",
  "textarea",
  "source",
  "track",
  "canvas",
];
const STYLED = /(?:^|;)\s*(?:color|background|font|text-decoration)/i;
const DEPTH_MAX = 40;
const FILES = "Files of the question (@@PLUGINFILE@@) are not imported; upload them and link them here.";

/** Without white space at both ends. Empty if nothing is visible. */
export function phrasingOf(nodes: readonly Nodes[], notes: Notes): PhrasingContent[] {
  return trimmed(withFormulas(merged(nodes.flatMap((node) => inlineOf(node, notes, 0)))));
}

export function textOf(node: Nodes, depth = 0): string {
  if (node.type === "text") return node.value;
  if (!("children" in node) || depth > 200) return "";
  return node.children.map((child) => (child.type === "element" && child.tagName === "br" ? "\n" : textOf(child, depth + 1))).join("");
}

function inlineOf(node: Nodes, notes: Notes, depth: number): PhrasingContent[] {
  if (node.type === "text") return [{ type: "text", value: node.value.replace(/[ \t\n\r\f]+/g, " ") }];
  if (node.type !== "element") return [];
  const { tagName, properties } = node;
  if (depth > DEPTH_MAX) return [{ type: "text", value: textOf(node) }];
  const style = properties.style;
  if ((typeof style === "string" && STYLED.test(style)) || tagName === "font") notes.add("Colours, fonts and other styles are left out.");
  const inner = () => merged(node.children.flatMap((child) => inlineOf(child, notes, depth + 1)));

  if (tagName === "br") return [{ type: "break" }];
  const sign = EMPHASIS[tagName];
  if (sign) return spaced(inner(), (children) => ({ type: sign, children }));
  if (CODE.includes(tagName)) {
    const value = textOf(node).replace(/\s+/g, " ");
    return value.trim() === "" ? [] : [{ type: "inlineCode", value }];
  }
  if (KEPT.includes(tagName)) return [{ type: "html", value: `<${tagName}>` }, ...inner(), { type: "html", value: `</${tagName}>` }];
  if (tagName === "a") return linkOf(node, inner(), notes);
  if (tagName === "img") return imageOf(node, notes);
  if (DROPPED.includes(tagName)) {
    notes.add(`<${tagName}> is left out.`);
    return [];
  }
  if (!TRANSPARENT.includes(tagName)) notes.add(`<${tagName.slice(0, 40)}> is left out; its text is kept.`);
  return inner();
}

const WEB = /^(?:https?:\/\/|mailto:)[^\s<>]{1,2000}$/i;

function linkOf(node: Element, children: PhrasingContent[], notes: Notes): PhrasingContent[] {
  const href = String(node.properties.href ?? "").trim();
  if (href === "" || href.startsWith("#")) return children;
  if (href.startsWith("@@PLUGINFILE@@")) notes.add(FILES);
  else if (!WEB.test(href)) notes.add("A link that is not http, https or mailto is left out; its text is kept.");
  else if (children.length > 0) return spaced(children, (inner) => ({ type: "link", url: href, children: inner }) as PhrasingContent);
  return children;
}

function imageOf(node: Element, notes: Notes): PhrasingContent[] {
  const src = String(node.properties.src ?? "").trim();
  const alt = String(node.properties.alt ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (/^https?:\/\/[^\s<>]{1,2000}$/i.test(src)) return [{ type: "image", url: src, alt }];
  notes.add(src.startsWith("@@PLUGINFILE@@") ? FILES : "A picture without an http or https address is left out; its description is kept.");
  return alt === "" ? [] : [{ type: "text", value: ` ${alt} ` }];
}

/** White space at the ends goes outside: `** a**` is not emphasis. Empty content gets no marks. */
function spaced(children: PhrasingContent[], around: (children: PhrasingContent[]) => PhrasingContent): PhrasingContent[] {
  const content = trimmed(children);
  const edge = (node: PhrasingContent | undefined, which: "startsWith" | "endsWith"): PhrasingContent[] =>
    node?.type === "text" && node.value[which](" ") ? [{ type: "text", value: " " }] : [];
  if (content.length === 0) return children.length > 0 ? [{ type: "text", value: " " }] : [];
  return [...edge(children[0], "startsWith"), around(content), ...edge(children.at(-1), "endsWith")];
}

/** Adjacent texts as one. */
function merged(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === "text" && last?.type === "text")
      result[result.length - 1] = { type: "text", value: (last.value + node.value).replace(/ {2,}/g, " ") };
    else result.push(node);
  }
  return result;
}

/** No white space and no line breaks at the ends, no white space beside line breaks. */
function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const isBreak = (node: PhrasingContent | undefined) => node === undefined || node.type === "break";
  let result = nodes
    .map((node, index) => {
      if (node.type !== "text") return node;
      let { value } = node;
      if (isBreak(nodes[index - 1])) value = value.trimStart();
      if (isBreak(nodes[index + 1])) value = value.trimEnd();
      return { ...node, value };
    })
    .filter((node) => node.type !== "text" || node.value !== "");
  const first = result.findIndex(({ type }) => type !== "break");
  const last = result.findLastIndex(({ type }) => type !== "break");
  result = first < 0 ? [] : result.slice(first, last + 1);
  return result;
}
