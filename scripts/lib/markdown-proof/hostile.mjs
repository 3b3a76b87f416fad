/** Documents of `size` characters that are made to take long, to nest deeply or to grow. By name. */
export function hostileDocuments(size) {
  // Code and formulas beyond these are not highlighted and not rendered (src/platform/markdown).
  const [code, tex] = [Math.min(size, 49_000), Math.min(size, 19_000)];
  const fill = (piece, end = "") => piece.repeat(Math.floor((size - end.length) / piece.length)) + end;
  const half = (piece) => piece.repeat(Math.floor(size / 2 / piece.length));
  const numbered = (piece) => {
    let text = "";
    for (let i = 0; text.length < size; i++) text += piece(i);
    return text.slice(0, size);
  };
  const fenced = (language, piece) => `\`\`\`${language}\n${fill(piece).slice(0, code)}\n\`\`\`\n`;
  const formula = (piece, open = "", close = "") => `$$\n${open}${fill(piece).slice(0, tex)}${close}\n$$\n`;
  const table = (columns) => {
    const row = `${"|a".repeat(columns)}|\n`;
    return fill(row, "")
      .replace(row, `${row}${"|-".repeat(columns)}|\n`)
      .slice(0, size);
  };

  return {
    "nested quotes": fill("> "),
    "nested lists": numbered((i) => `${"  ".repeat(Math.min(i, 250))}- a\n`),
    "nested lists on a line": fill("- "),
    "nested brackets": fill("["),
    "closed brackets": half("[") + half("]"),
    "nested links": half("[a](b") + half(")"),
    "open links": fill("[a](<b"),
    "nested images": half("![") + half("](a)"),
    "many links": fill("[a](https://a.example) "),
    "many references": `[a]: https://a.example/${"x".repeat(size / 2)}\n\n${half("[a] ")}`,
    "many definitions": numbered((i) => `[d${i}]: a\n`),
    "many footnotes": `[^1]: note\n\n${fill("[^1] ")}`,
    "different footnotes": numbered((i) => `a[^${i}]\n\n[^${i}]: b\n\n`),
    "open emphasis": fill("*a **a "),
    "closed emphasis": fill("*a_ "),
    "nested emphasis": half("*a **a ") + half("b** b* "),
    "backticks of all lengths": numbered((i) => `${"`".repeat(i + 1)} `),
    "tildes of all lengths": numbered((i) => `${"~".repeat(i + 1)}a`),
    "dollars of all lengths": numbered((i) => `${"$".repeat(i + 1)} `),
    dollars: fill("$a "),
    "left angles": fill("<"),
    "open tags": fill("<a b=c "),
    "open comments": fill("<!-- a"),
    "open declarations": fill("<!A "),
    "open CDATA": fill("<![CDATA["),
    "nested divisions": fill("<div>"),
    "nested inline elements": fill("a<b>"),
    "nested formatting": fill("<i><b><u>"),
    "misnested formatting": fill("<b><p></b></p>"),
    "nested tables of HTML": fill("<table><tr><td>"),
    "tables that spill": fill("<table><a>b"),
    "an element with many attributes": `<b ${numbered((i) => `a${i}=b `)}>`,
    entities: fill("&amp;&a"),
    "mail addresses": fill("a@a."),
    "mail addresses without an end": fill("a.b-"),
    addresses: fill("www.a.example/( "),
    "addresses in one": fill("http://"),
    "address with brackets": `https://a.example/${fill(")(")}`,
    pipes: fill("|"),
    "wide table": table(500),
    "long table": table(2),
    "table of missing cells": `${"|a".repeat(size / 8)}|\n${"|-".repeat(size / 8)}|\n${half("|\n")}`,
    "tables without an end": fill("|a|\n|-|\n"),
    headings: fill("# a\n"),
    "long heading": fill("a\n", "===\n"),
    "line breaks": fill("a  \n"),
    "blank lines": fill("\n"),
    spaces: `a${fill(" ")}b`,
    tabs: fill("\t-"),
    backslashes: fill("\\"),
    NUL: fill("\0"),
    "one word": fill("a"),
    "many small formulas": fill("$x$ "),
    "different formulas": numbered((i) => `$x_{${i}}$ `),
    "nested groups": formula("{"),
    "nested fractions": formula("\\frac{1}{", "", ""),
    "nested roots": `$$\n${"\\sqrt{".repeat(tex / 8)}x${"}".repeat(tex / 8)}\n$$`,
    "nested powers": `$$\n${"x^{".repeat(tex / 4)}x${"}".repeat(tex / 4)}\n$$`,
    "nested delimiters": `$$\n${"\\left(".repeat(tex / 16)}x${"\\right)".repeat(tex / 16)}\n$$`,
    "long sum": formula("x+"),
    "wide matrix": formula("1&", "\\begin{matrix}", "\\end{matrix}"),
    "long matrix": formula("1\\\\", "\\begin{matrix}", "\\end{matrix}"),
    "growing macros": `$${"abcdefghijklmnopqr".replace(/./g, (name, i) => (i === 0 ? "\\def\\a{xxxxxxxxxx}" : `\\def\\${name}{${`\\${"abcdefghijklmnopqr"[i - 1]}`.repeat(10)}}`))}\\r$`,
    "endless macro": "$\\def\\a{\\a\\a}\\a$",
    "huge rule": "$\\rule{100000em}{100000em}\\kern-100000em\\raisebox{100000em}{x}$",
    "C++ brackets": fenced("cpp", "a<(["),
    "C++ templates": fenced("cpp", "template<class a, "),
    "C++ lines": fenced("cpp", "if (a < b && c > d) e<f>(g, h)->i = 1;\n"),
    "C++ macros": fenced("cpp", "#define a(b) \\\n"),
    "Java generics": fenced("java", "a<b<c,"),
    "JavaScript regular expressions": fenced("javascript", "/(a|/[+ "),
    "TypeScript types": fenced("typescript", "a<b extends c ? "),
    "Python strings": fenced("python", "f'{f\"{"),
    "HTML in code": fenced("html", "<script><style><!-- "),
    "SQL strings": fenced("sql", "'a\"b`"),
    "Go code": fenced("go", "func(a func("),
    "shell code": fenced("bash", '$("${a:-`'),
    "many blocks of code": fill("```cpp\nint a;\n```\n\n"),
  };
}
