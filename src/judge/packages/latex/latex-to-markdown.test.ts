import { describe, expect, it } from "@jest/globals";
import { latexToMarkdown } from "./latex-to-markdown.js";

const convert = (source: string) => {
  const notes: string[] = [];
  const { markdown, title } = latexToMarkdown(source, { constants: new Map([["maxn", "100"]]), note: (message) => notes.push(message) });
  return { markdown, title, notes };
};

describe("LaTeX becomes Markdown", () => {
  it.each([
    ["fonts", "\\textbf{bold} \\emph{it} {\\bf also} \\texttt{x_1} \\sout{no}", "**bold** *it* **also** `x_1` ~~no~~"],
    ["formulas", "$a_1 < b$ and \\(c\\)", "$a_1 < b$ and $c$"],
    ["displayed formulas", "a $$x^2$$ b \\[y\\]", "a\n\n$$\nx^2\n$$\n\nb\n\n$$\ny\n$$"],
    ["formulas with text", "$x \\text{ if $y$}$", "$$ x \\text{ if $y$} $$"],
    ["characters of Markdown", "2*3*4 \\_ \\# [x] a\\$b", "2\\*3\\*4 \\_ \\# \\[x\\] a\\$b"],
    ["tags", "<script>alert(1)</script> \\&lt;", "\\<script>alert(1)\\</script> \\&lt;"],
    ["quotes and dashes", "``a'' -- b --- c~d\\ldots", "“a” – b — c\u00a0d…"],
    ["accents", "Erd\\H{o}s, na\\\"ive, \\'Eva", "Erdős, naïve, Éva"],
    ["paragraphs and comments", "a % no\nb\n\nc", "a b\n\nc"],
    ["sections", "\\section*{Input}\nx\\begin{Output}y\\end{Output}", "## Input\n\nx\n\n## Output\n\ny"],
    ["lists", "\\begin{itemize}\\item a\\item b\n\\begin{enumerate}\\item c\\end{enumerate}\\end{itemize}", "- a\n- b\n\n  1. c"],
    [
      "tables",
      "\\begin{tabular}{|l|c|}\\hline a & $|x|$ \\\\ \\hline b & c \\\\ \\hline\\end{tabular}",
      "| a | $\\vert x\\vert$ |\n| --- | :-: |\n| b | c |",
    ],
    ["code", "\\begin{verbatim}\n% a_b $\n\\end{verbatim}", "```\n% a_b $\n```"],
    [
      "links",
      "\\href{https://a.example/x_y}{here} \\href{javascript:alert(1)}{no} \\url{http://b.example}",
      "[here](<https://a.example/x_y>) no [http://b.example](<http://b.example>)",
    ],
    ["pictures", "\\illustration{0.4}{a.png}{By \\href{https://x.example}{X}}", "![By X](a.png)\n\n<i>By [X](<https://x.example>)</i>"],
    ["footnotes", "a\\footnote{b}", "a[^1]\n\n[^1]: b"],
    ["own macros", "\\newcommand{\\cmax}[1]{#1^5}$n \\le \\cmax{10}$ \\constant{maxn}", "$n \\le 10^5$ 100"],
    ["what looks like a list", "1. x\n\n- y", "1\\. x\n\n\\- y"],
  ])("%s", (_name, source, markdown) => {
    expect(convert(source).markdown).toBe(markdown);
  });

  it("takes the title, and names commands that it does not know", () => {
    expect(convert("\\problemname{A \\& B}\\strange{x} y")).toEqual({
      markdown: "x y",
      title: "A & B",
      notes: [expect.stringContaining("\\strange")],
    });
    expect(convert("\\constructor \\__proto__ \\toString{x}").markdown).toBe("\\_\\_proto\\_\\_ x");
  });

  it("accepts any text, in linear time", () => {
    for (const source of [
      "{".repeat(50_000),
      "$".repeat(50_001),
      "\\begin{itemize}".repeat(3000),
      "\\item".repeat(5000),
      "}\\end{a}$\\",
      "\\textbf",
    ]) {
      expect(typeof convert(source).markdown).toBe("string");
    }
  });
});
