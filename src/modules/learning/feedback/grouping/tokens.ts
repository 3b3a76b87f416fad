/** Programs as normalised tokens: what stays the same when names, values, comments and layout change. Pure. */

export type LanguageFamily = "PYTHON" | "C_LIKE";

/** Longer programs are compared by their beginning. */
const SOURCE_MAX = 65_536;
const TOKENS_MAX = 8000;

export function familyOf(language: string): LanguageFamily {
  return language.startsWith("python") ? "PYTHON" : "C_LIKE";
}

/** Control flow and structure, of all languages. Names of types and functions are identifiers: they vary without meaning. */
const KEYWORDS = new Set(
  `and as async await break case catch class continue def default defer del do elif else enum except extends finally for from func function
   global go goto if implements import in interface is lambda let match namespace new not or package pass raise range return select static
   struct switch template throw throws try type typeof union using var void while with yield`.split(/\s+/),
);

const SKIPPED: Readonly<Record<LanguageFamily, RegExp>> = {
  PYTHON: /(?:\s+|#[^\n]*|\\\n)+/y,
  // Lines of the preprocessor say what is included, not what is computed.
  // With the flag m, `$` is the end of any line: an open comment ends where nothing follows.
  C_LIKE: /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|^[ \t]*#[^\n]*)+/my,
};
const TEXT: Readonly<Record<LanguageFamily, RegExp>> = {
  PYTHON: /[rbfuRBFU]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)/y,
  C_LIKE: /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|`(?:[^`\\]|\\[\s\S])*`?/y,
};
const NUMBER = /\d[\w.]*/y;
const WORD = /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy;

/** Keywords and operators as they are; `i` for identifiers, `n` for numbers, `s` for strings. */
export function normalizedTokens(language: string, source: string): string[] {
  const family = familyOf(language);
  const text = source.slice(0, SOURCE_MAX);
  const tokens: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (!found) return null;
    at += found.length;
    return found;
  };
  while (at < text.length && tokens.length < TOKENS_MAX) {
    if (take(SKIPPED[family]) !== null) continue;
    if (take(TEXT[family]) !== null) tokens.push("s");
    else if (take(NUMBER) !== null) tokens.push("n");
    else {
      const word = take(WORD);
      tokens.push(word === null ? text[at++]! : KEYWORDS.has(word) ? word : "i");
    }
  }
  return tokens;
}
