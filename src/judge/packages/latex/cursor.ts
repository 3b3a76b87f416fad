import type { LatexNode } from "./parse.js";

/** Of an argument in brackets: without a closing one, it is text. */
const OPTIONAL_MAX_NODES = 50;

/** Walks over nodes, and takes the arguments of commands. */
export class Cursor {
  private at = 0;
  private nodes: LatexNode[];

  constructor(nodes: readonly LatexNode[]) {
    this.nodes = [...nodes];
  }

  next(): LatexNode | undefined {
    return this.nodes[this.at++];
  }

  /** All that is left. */
  rest(): LatexNode[] {
    const rest = this.nodes.slice(this.at);
    this.at = this.nodes.length;
    return rest;
  }

  /** An argument in braces, or the next command or character. Empty if there is none. */
  argument(): LatexNode[] {
    this.skipSpace();
    const node = this.nodes[this.at];
    if (!node || node.type === "paragraph" || node.type === "environment") return [];
    if (node.type === "text") {
      const [first = ""] = node.value;
      this.nodes[this.at] = { type: "text", value: node.value.slice(first.length) };
      return [{ type: "text", value: first }];
    }
    this.at++;
    return node.type === "group" ? node.children : [node];
  }

  /** An argument in brackets, as its nodes. Null if there is none. */
  optional(): LatexNode[] | null {
    const node = this.nodes[this.at];
    if (node?.type !== "text" || !/^\s*\[/.test(node.value)) return null;
    const found: LatexNode[] = [];
    let value = node.value.replace(/^\s*\[/, "");
    for (let at = this.at; at < Math.min(this.nodes.length, this.at + OPTIONAL_MAX_NODES);) {
      const close = value.indexOf("]");
      if (close >= 0) {
        found.push({ type: "text", value: value.slice(0, close) });
        this.nodes[at] = { type: "text", value: value.slice(close + 1) };
        this.at = at;
        return found;
      }
      if (value !== "") found.push({ type: "text", value });
      value = "";
      const following = this.nodes[++at];
      if (!following || following.type === "paragraph") return null;
      if (following.type === "text") value = following.value;
      else found.push(following);
    }
    return null;
  }

  skip(specification: string): void {
    for (const kind of specification) {
      if (kind === "o") this.optional();
      else this.argument();
    }
  }

  private skipSpace(): void {
    for (let node = this.nodes[this.at]; node?.type === "text" && node.value.trim() === ""; node = this.nodes[this.at]) this.at++;
    const node = this.nodes[this.at];
    if (node?.type === "text") this.nodes[this.at] = { type: "text", value: node.value.trimStart() };
  }
}

/** The characters of an argument such as an address: commands give their own name or sign. */
export function plainText(nodes: readonly LatexNode[]): string {
  const isAddress = (at: number) => {
    const before = nodes[at - 1];
    return before?.type === "command" && /^(href|hspace|vspace)$/.test(before.name);
  };
  return nodes
    .map((node, at) => {
      if (isAddress(at)) return "";
      if (node.type === "text") return node.value;
      if (node.type === "group") return plainText(node.children);
      if (node.type === "command") return /^[A-Za-z]/.test(node.name) ? "" : node.name;
      if (node.type === "math") return `$${node.tex}$`;
      if (node.type === "cell") return "&";
      return "value" in node ? node.value : "";
    })
    .join("");
}
