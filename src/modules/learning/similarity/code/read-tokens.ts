import type { Tree } from "web-tree-sitter";
import { hashOf } from "./hash.js";
import type { Grammar } from "./grammars.js";

/**
 * A program as a sequence of tokens in the order of its syntax tree: names of its own are all the same, everything else keeps its text.
 * `lines` has the line of each, from 1.
 */
export interface Tokens {
  hashes: Int32Array;
  lines: Uint16Array;
}

/** Longer programs are compared by their beginning. */
export const TOKENS_MAX = 8000;
const LINE_MAX = 0xffff;

/** Say nothing about a program: formatters add and remove them. */
const LAYOUT = new Set([";", ",", "{", "}", "as", "satisfies", "::", "const", "let", "var"]);
const OWN_NAME = hashOf("\0name");
const STRINGS = new Set([
  ...["string", "string_literal", "raw_string_literal", "interpreted_string_literal", "char_literal", "character_literal", "rune_literal"],
  "template_string",
]);
const QUOTES = /^[A-Za-z]{0,2}("""|'''|["'`])|("""|'''|["'`])$/g;

interface Leaf {
  text: string;
  line: number;
  isName: boolean;
}

interface OpenNode {
  type: string;
  /** Does a name in its place declare something? */
  declares: boolean;
}

/** Walks the tree without recursion, as hostile programs nest deeply. */
export function readTokens(tree: Tree, source: string, grammar: Grammar): Tokens {
  const leaves: Leaf[] = [];
  const own = new Set<string>();
  const open: OpenNode[] = [];
  const cursor = tree.walk();
  const text = () => source.slice(cursor.startIndex, cursor.endIndex);

  const add = (leaf: string, isName: boolean) => {
    if (leaf === "" || LAYOUT.has(leaf)) return;
    leaves.push({ text: leaf, line: cursor.startPosition.row + 1, isName });
  };

  /** `in` is a name of the program, but not that of `System.in`. */
  const isOwn = (leaf: Leaf, dot: Leaf | undefined, object: Leaf | undefined) =>
    leaf.isName && own.has(leaf.text) && !(dot?.text === "." && object?.isName && !own.has(object.text));

  /** Reads a node, or goes down into it: then it returns true. */
  const enter = (): boolean => {
    const type = cursor.nodeType;
    if (grammar.skips.has(type) || isNamespaceStd(type, text)) return false;
    const declares = declaredHere(grammar, open.at(-1), cursor.currentFieldName);
    if (STRINGS.has(type) && !isInterpolated(text())) {
      // A string that is a statement is documentation.
      if (!(grammar.family === "PYTHON" && open.at(-1)?.type === "expression_statement")) add(`"${text().replace(QUOTES, "")}`, false);
      return false;
    }
    if (cursor.gotoFirstChild()) {
      open.push({ type, declares });
      return true;
    }
    const isName = cursor.nodeIsNamed && /identifier(_pattern)?$/.test(type);
    if (isName && declares) own.add(text());
    add(text(), isName);
    return false;
  };

  const walk = () => {
    for (let down = enter(); leaves.length < TOKENS_MAX; down = enter()) {
      if (down) continue;
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return;
        open.pop();
      }
    }
  };
  walk();
  cursor.delete();
  return {
    hashes: Int32Array.from(leaves, (leaf, index) => (isOwn(leaf, leaves[index - 1], leaves[index - 2]) ? OWN_NAME : hashOf(leaf.text))),
    lines: Uint16Array.from(leaves, ({ line }) => Math.min(line, LINE_MAX)),
  };
}

function declaredHere({ declares, passes }: Grammar, parent: OpenNode | undefined, field: string | null): boolean {
  if (!parent) return false;
  const place = `${parent.type}/${field ?? ""}`;
  if (declares.has(place) || declares.has(`${parent.type}/*`)) return true;
  return parent.declares && (passes.has(parent.type) || passes.has(place));
}

/** `std::sort` is `sort`. */
const isNamespaceStd = (type: string, text: () => string) => type === "namespace_identifier" && text() === "std";

/** Holds code: an f-string of Python, a template of JavaScript. */
const isInterpolated = (text: string) => (text.startsWith("`") ? text.includes("${") : /^[A-Za-z]*[fFtT]/.test(text) && text.includes("{"));
