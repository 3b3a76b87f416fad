import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { mermaidOf, soundMap, type MindMap } from "./mind-map.js";

/** Mermaid parses here without a browser: its sanitiser, which needs one, is passed by. What is parsed is the grammar. */
async function parse(text: string): Promise<unknown> {
  const file = join(import.meta.dirname, "../../../../../../node_modules/dompurify/dist/purify.es.mjs");
  const { default: purify } = (await import(file)) as { default: { addHook?: unknown; sanitize?: unknown } };
  purify.addHook ??= () => undefined;
  purify.sanitize ??= (label: string) => label;
  const { default: mermaid } = await import("mermaid");
  return mermaid.parse(text);
}

const HOSTILE = [
  'quote " and end] --> x',
  "<script>alert(1)</script>",
  "line\nbreak; end\nsubgraph x",
  "%%{init: {'securityLevel': 'loose'}}%%",
  "click n0 call alert()",
  "`code` #quot; #60; &lt; \\",
  "end",
  "日本語 🎉 ü",
  "a|b|c",
  "x".repeat(500),
];

const map = (labels: readonly string[]): MindMap => ({
  nodes: labels.map((label, i) => ({ id: label.slice(0, 3) + i, label })),
  edges: labels.slice(1).map((label, i) => ({ from: labels[0]!.slice(0, 3) + "0", to: label.slice(0, 3) + (i + 1), label })),
});

describe("mind map", () => {
  it("is a Mermaid flowchart that parses, whatever its labels are", async () => {
    const text = mermaidOf(soundMap(map(HOSTILE)));
    expect(await parse(text)).toMatchObject({ diagramType: "flowchart-v2" });
    expect(text.split("\n")).toHaveLength(2 * HOSTILE.length + 1);
    expect(text).not.toMatch(/<|%%|`|\n *click/);
  });

  it("drops doubles, and edges that lead nowhere", () => {
    const nodes = ["a", "a", "b", "c"].map((id) => ({ id, label: id === "c" ? " " : id }));
    const edge = (from: string, to: string) => ({ from, to, label: "" });
    const sound = soundMap({ nodes, edges: [edge("a", "b"), edge("a", "b"), edge("a", "a"), edge("a", "c"), edge("x", "b")] });
    expect(sound.nodes.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(sound.edges).toEqual([edge("a", "b")]);
  });

  it("parses when it is empty", async () => {
    expect(await parse(mermaidOf(soundMap({ nodes: [{ id: "a", label: "topic" }], edges: [] })))).toBeTruthy();
  });
});
