/** Highlights code blocks. The colours are classes, so that a page's style sheet has them, light or dark. */
import type { Element, ElementContent, Root, Text } from "hast";
import bash from "shiki/langs/bash.mjs";
import c from "shiki/langs/c.mjs";
import cpp from "shiki/langs/cpp.mjs";
import css from "shiki/langs/css.mjs";
import go from "shiki/langs/go.mjs";
import html from "shiki/langs/html.mjs";
import java from "shiki/langs/java.mjs";
import javascript from "shiki/langs/javascript.mjs";
import json from "shiki/langs/json.mjs";
import python from "shiki/langs/python.mjs";
import sql from "shiki/langs/sql.mjs";
import typescript from "shiki/langs/typescript.mjs";
import { createHighlighterCoreSync } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { classesOf, walk } from "./walk.js";

/** Each is compiled when a document first uses it. */
const GRAMMARS = { bash, c, cpp, css, go, html, java, javascript, json, python, sql, typescript };
type Grammar = keyof typeof GRAMMARS;

/** Other info strings of code blocks, by grammar. */
const OTHER_NAMES: Readonly<Record<string, Grammar>> = {
  "c++": "cpp",
  cc: "cpp",
  golang: "go",
  js: "javascript",
  jsx: "javascript",
  node: "javascript",
  py: "python",
  sh: "bash",
  shell: "bash",
  ts: "typescript",
};

/** Of a document; code beyond is shown plainly. */
const MOST_CHARACTERS = 50_000;
const LONGEST_LINE = 1000;

/** Scopes of TextMate grammars by class: `hl-comment` and so on. */
const SCOPES = {
  comment: ["comment"],
  string: ["string", "constant.character", "punctuation.definition.string"],
  number: ["constant.numeric", "constant.language"],
  keyword: ["keyword", "storage", "variable.language", "entity.name.tag"],
  function: ["entity.name.function", "support.function", "entity.other.attribute-name"],
  type: ["entity.name.type", "entity.name.class", "support.type", "support.class", "entity.other.inherited-class"],
};

/** A theme whose "colours" are the names of the classes. */
const CLASSES = {
  name: "classes",
  type: "light" as const,
  tokenColors: Object.entries(SCOPES).map(([name, scope]) => ({ scope, settings: { foreground: name } })),
};

const highlighter = createHighlighterCoreSync({
  themes: [CLASSES],
  langs: [],
  engine: await createOnigurumaEngine(import("shiki/wasm")),
});
const loaded = new Set<Grammar>();

/** Loads the grammars that the source may need. C++ alone takes seconds, which must not be charged to the document. */
export function loadGrammarsFor(source: string): void {
  for (const [, name] of source.matchAll(/(?:```|~~~|language-)[ \t]*([\w+#.-]{1,20})/g)) {
    const grammar = grammarNamed(name!);
    // Patterns are compiled when text first needs them.
    if (grammar && !loaded.has(grammar)) highlight('int main() { return f(1, "a"); } // a\n', grammar);
  }
}

export function highlightCode(tree: Root): void {
  let characters = 0;
  walk(tree, (element, parent) => {
    const grammar = grammarOf(element);
    const [text, ...others] = element.children;
    if (!grammar || parent.type === "root" || parent.tagName !== "pre" || text?.type !== "text" || others.length > 0) return;
    characters += text.value.length;
    if (characters <= MOST_CHARACTERS) element.children = highlight(text.value, grammar);
  });
}

function grammarOf(element: Element): Grammar | undefined {
  const name = classesOf(element).find((one) => String(one).startsWith("language-"));
  return element.tagName === "code" && name !== undefined ? grammarNamed(String(name).slice("language-".length)) : undefined;
}

/** `cpp`, `C++17`, `python3.10`. */
function grammarNamed(name: string): Grammar | undefined {
  const plain = name.toLowerCase().replace(/[\d.]+$/, "");
  if (Object.hasOwn(GRAMMARS, plain)) return plain as Grammar;
  return Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined;
}

function highlight(code: string, grammar: Grammar): ElementContent[] {
  if (!loaded.has(grammar)) highlighter.loadLanguageSync(GRAMMARS[grammar]);
  loaded.add(grammar);
  const lines = highlighter.codeToTokensBase(code, {
    lang: grammar,
    theme: "classes",
    tokenizeMaxLineLength: LONGEST_LINE,
    // None: what is rendered must not depend on the speed of the machine.
    tokenizeTimeLimit: 0,
  });
  const nodes: ElementContent[] = [];
  lines.forEach((line, i) => {
    if (i > 0) nodes.push({ type: "text", value: "\n" });
    for (const { content, color } of line) add(nodes, content, color && color in SCOPES ? `hl-${color}` : null);
  });
  return nodes;
}

/** Neighbours of one class become one element. */
function add(nodes: ElementContent[], value: string, name: string | null): void {
  const last = nodes.at(-1);
  const text: Text = { type: "text", value };
  if (name === null) nodes.push(text);
  else if (last?.type === "element" && classesOf(last)[0] === name) (last.children[0] as Text).value += value;
  else nodes.push({ type: "element", tagName: "span", properties: { className: [name] }, children: [text] });
}
