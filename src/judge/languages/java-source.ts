/** Comments, texts and characters, the tokens that could hide a brace. An open one reaches to the end, in one step. */
const TOKEN = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[{};]|[\p{L}_$][\p{L}\p{N}_$]*/gu;
const TYPE_KEYWORDS = new Set(["class", "interface", "enum", "record"]);
const FILE_SAFE = /^[A-Za-z_$][A-Za-z0-9_$]{0,99}$/;

/** Name of the public type declared at the top level, if there is one that can name a file. */
export function publicClassName(source: string): string | null {
  let depth = 0;
  let isPublic = false;
  let previous = "";
  for (const [token] of source.matchAll(TOKEN)) {
    if (token === "{") depth++;
    else if (token === "}") depth = Math.max(0, depth - 1);
    if (token === "{" || token === "}" || token === ";") {
      isPublic = false;
    } else if (depth === 0) {
      if (token === "public") isPublic = true;
      if (isPublic && TYPE_KEYWORDS.has(previous) && FILE_SAFE.test(token)) return token;
    }
    previous = token;
  }
  return null;
}
