/** A mind map as Mermaid text: a flowchart, whose labels are quoted, so that no text of a label can become syntax. Pure. */
export interface MindMapNode {
  id: string;
  label: string;
}

export interface MindMapEdge {
  from: string;
  to: string;
  label: string;
}

export interface MindMap {
  nodes: MindMapNode[];
  edges: MindMapEdge[];
}

const LABEL_MAX = 120;

/** Drops nodes with an id that is taken, and edges to unknown nodes; shortens labels. */
export function soundMap({ nodes, edges }: MindMap): MindMap {
  const byId = new Map<string, MindMapNode>();
  for (const { id, label } of nodes) if (!byId.has(id) && label.trim() !== "") byId.set(id, { id, label: oneLine(label) });
  const pairs = new Set<string>();
  const kept = edges.filter(({ from, to }) => {
    const pair = JSON.stringify([from, to]);
    if (from === to || !byId.has(from) || !byId.has(to) || pairs.has(pair)) return false;
    pairs.add(pair);
    return true;
  });
  return { nodes: [...byId.values()], edges: kept.map(({ from, to, label }) => ({ from, to, label: oneLine(label) })) };
}

export function mermaidOf({ nodes, edges }: MindMap): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    "flowchart LR",
    ...nodes.map(({ id, label }) => `  ${names.get(id)}["${quoted(label)}"]`),
    ...edges.map(({ from, to, label }) => `  ${names.get(from)} -->${label === "" ? "" : `|"${quoted(label)}"|`} ${names.get(to)}`),
  ];
  return `${lines.join("\n")}\n`;
}

const oneLine = (text: string) =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, LABEL_MAX)
    .toWellFormed();

/** Entity codes of Mermaid: everything but letters, digits, spaces and harmless punctuation. */
const quoted = (text: string) => text.replace(/[^\p{L}\p{N} .,:()+/=*-]/gu, (sign) => `#${sign.codePointAt(0)};`);
