/** Formulas: which are displayed, how many are rendered, and how far KaTeX is trusted. */
import type { Root } from "hast";
import type { Root as MarkdownRoot, RootContent } from "mdast";
import { classesOf, walk } from "./walk.js";

export const KATEX = {
  // No \href, \includegraphics, \htmlClass and the like.
  trust: false,
  strict: "ignore",
  // Em; of sizes and shifts that the author gives.
  maxSize: 20,
  maxExpand: 1000,
} as const;

/** Of a document. Each takes about half a millisecond; those beyond are shown as code. */
const MOST_FORMULAS = 1000;
const MOST_CHARACTERS = 20_000;

/** A paragraph that is nothing but `$$…$$` on one line is displayed, as elsewhere; remark-math would set it within the line. */
export function displayFormulas(source: string): (tree: MarkdownRoot) => void {
  return (tree) => {
    const open: (MarkdownRoot | RootContent)[] = [tree];
    for (let node = open.pop(); node; node = open.pop()) {
      const [only, ...others] = node.type === "paragraph" ? node.children : [];
      if (only?.type === "inlineMath" && others.length === 0 && /^\$\$[^$]/.test(source.slice(only.position?.start.offset)))
        Object.assign(only.data!.hProperties!, { className: ["language-math", "math-display"] });
      if ("children" in node) open.push(...node.children);
    }
  };
}

/** Leaves the formulas beyond the limits as code. */
export function limitFormulas(tree: Root): void {
  let [formulas, characters] = [0, 0];
  walk(tree, (element) => {
    if (element.tagName !== "code" || !classesOf(element).some((name) => MATH.has(name))) return;
    formulas++;
    characters += element.children.reduce((sum, child) => sum + (child.type === "text" ? child.value.length : 0), 0);
    if (formulas > MOST_FORMULAS || characters > MOST_CHARACTERS) delete element.properties.className;
  });
}

const MATH: ReadonlySet<unknown> = new Set(["language-math", "math-inline", "math-display"]);
