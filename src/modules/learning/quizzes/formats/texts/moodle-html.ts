/**
 * Rendered Markdown for other programs: formulas as the TeX that Moodle's filters expect, and no classes, ids or styles, which belong to the
 * style sheets of this platform.
 */
import type { Element, ElementContent, Root } from "hast";
import { readHtml, writeHtml } from "../../../../../platform/markdown/syntax-trees.js";
import { textOf } from "./html-phrasing.js";

const OWN = ["className", "id", "style", "rel", "loading", "decoding", "referrerPolicy", "ariaHidden", "ariaLabel", "ariaDescribedBy"];

/** `html` is what src/platform/markdown gives. */
export function toMoodleHtml(html: string): string {
  const tree = readHtml(html);
  clean(tree);
  return writeHtml(tree);
}

function clean(parent: Root | Element): void {
  parent.children = parent.children.map((child) => {
    if (child.type !== "element") return child;
    const tex = texOf(child);
    if (tex) return tex;
    for (const name of Object.keys(child.properties)) if (OWN.includes(name) || name.startsWith("data")) delete child.properties[name];
    clean(child);
    return child;
  }) as never;
}

function texOf(element: Element): ElementContent | null {
  const classes = element.properties.className;
  const named = (name: string) => Array.isArray(classes) && classes.includes(name);
  if (!named("katex") && !named("katex-display")) return null;
  const annotation = find(element);
  if (!annotation) return null;
  const tex = textOf(annotation);
  return { type: "text", value: named("katex-display") ? `\\[${tex}\\]` : `\\(${tex}\\)` };
}

function find(element: Element): Element | null {
  for (const child of element.children) {
    if (child.type !== "element") continue;
    if (child.tagName === "annotation") return child;
    const found = find(child);
    if (found) return found;
  }
  return null;
}
