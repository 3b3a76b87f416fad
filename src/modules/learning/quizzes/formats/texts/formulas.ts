/** Moodle's TeX: `\(…\)` within a line, `\[…\]` and `$$…$$` on a line of their own. https://docs.moodle.org/en/MathJax_filter */
import type { PhrasingContent } from "mdast";

const DELIMITERS = [
  { open: "\\(", close: "\\)" },
  { open: "\\[", close: "\\]" },
  { open: "$$", close: "$$" },
] as const;
const LONGEST = 2_000;

/** Texts with formulas become texts and formulas. Linear: what is not closed in time is text. */
export function withFormulas(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === "text" && /\\[([]|\$\$/.test(node.value)) return divided(node.value);
    if ("children" in node) return [{ ...node, children: withFormulas(node.children) } as PhrasingContent];
    return [node];
  });
}

function divided(text: string): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const delimiter = DELIMITERS.find(({ open }) => text.startsWith(open, at));
    const end = delimiter ? text.slice(at + 2, at + 2 + LONGEST).indexOf(delimiter.close) : -1;
    const tex = end > 0 ? text.slice(at + 2, at + 2 + end).trim() : "";
    if (!delimiter || tex === "") {
      at += delimiter ? 2 : 1;
      continue;
    }
    if (at > from) parts.push({ type: "text", value: text.slice(from, at) });
    parts.push({ type: "inlineMath", value: tex } as never);
    at += 2 + end + 2;
    from = at;
  }
  if (from < text.length) parts.push({ type: "text", value: text.slice(from) });
  return parts;
}
