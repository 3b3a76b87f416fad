/** Parses programs with the official grammars, compiled to WebAssembly. Only in a thread: a hostile program may take long or end the parser. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import { GRAMMARS } from "./grammars.js";
import { readTokens, type Tokens } from "./read-tokens.js";

/** Longer programs are compared by their beginning. In UTF-16 units. */
export const SOURCE_MAX = 64 * 1024;
/** The parser needs time and memory that grow faster than the depth, and ends its thread where memory does. */
const NESTING_MAX = 300;

export class Unreadable extends Error {
  override name = "Unreadable";
}

const locate = createRequire(import.meta.url).resolve;
let started: Promise<void> | undefined;
const languages = new Map<string, Promise<Language>>();

/** Throws Unreadable for a language without a grammar, and for programs that nest too deeply. */
export async function tokensOf(language: string, source: string): Promise<Tokens> {
  const grammar = GRAMMARS[language];
  if (!grammar) throw new Unreadable(`no grammar for ${language}`);
  const text = source.slice(0, SOURCE_MAX);
  if (nestingOf(text) > NESTING_MAX) throw new Unreadable("nests too deeply");
  started ??= start();
  await started;
  let loading = languages.get(grammar.file);
  if (!loading) languages.set(grammar.file, (loading = readFile(locate(grammar.file)).then((bytes) => Language.load(bytes))));
  const parser = new Parser();
  parser.setLanguage(await loading);
  try {
    const tree = parser.parse(text);
    if (!tree) throw new Unreadable("the parser gave up");
    const tokens = readTokens(tree, text, grammar);
    tree.delete();
    return tokens;
  } finally {
    parser.delete();
  }
}

const start = async () => Parser.init({ wasmBinary: await readFile(locate("web-tree-sitter/web-tree-sitter.wasm")) });

/**
 * Of brackets, wherever they are: also in strings, where programs have few. A `<` may open a list of types, which ends with its statement at the
 * latest; 8,000 of them took a parser ten seconds and a gigabyte.
 */
export function nestingOf(text: string): number {
  let depth = 0;
  let angles = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "<") angles++;
    else if (character === ";" || character === "{" || character === "}") angles = 0;
    if (character === "(" || character === "[" || character === "{") depth++;
    else if (character === ")" || character === "]" || character === "}") depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth, angles);
  }
  return deepest;
}
