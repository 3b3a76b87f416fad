/** What authors write, and the HTML that leaves. `npm run prove:markdown` holds the same against the payloads that others have published. */
import { describe, expect, it } from "@jest/globals";
import rehypeKatex from "rehype-katex";
import rehypeStringify from "rehype-stringify";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { KATEX } from "../src/platform/markdown/formulas.js";
import { loadGrammarsFor } from "../src/platform/markdown/highlight.js";
import { renderMarkdown } from "../src/platform/markdown/pipeline.js";
import { asPlainText } from "../src/platform/markdown/plain-text.js";
import { createRecentTexts } from "../src/platform/markdown/recent-texts.js";

const OPTIONS = { idPrefix: "p-", imageOrigins: ["http://127.0.0.1:9000"] };
const render = (source: string) => renderMarkdown(source, OPTIONS);

describe("text", () => {
  it("has headings, emphasis, lists, tables, task lists and footnotes", async () => {
    expect(await render("# a\n\n*b* **c** ~~d~~ `e`\n\n1. f\n")).toBe(
      "<h1>a</h1>\n<p><em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n<ol>\n<li>f</li>\n</ol>",
    );
    expect(await render("| a |\n|--:|\n| b |\n")).toContain('<td align="right">b</td>');
    expect(await render("- [x] a\n")).toContain('<li class="task-list-item"><input type="checkbox" checked disabled> a</li>');
    const footnote = await render("a[^1]\n\n[^1]: b\n");
    expect(footnote).toContain('<a href="#p-fn-1" id="p-fnref-1"');
    expect(footnote).toContain('<li id="p-fn-1">');
  });

  it("keeps a safe subset of HTML", async () => {
    const html = "H<sub>2</sub>O <kbd>Ctrl</kbd>\n\n<details><summary>more</summary>\n\n*text*\n\n</details>";
    expect(await render(html)).toBe(
      "<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>\n<details><summary>more</summary>\n<p><em>text</em></p>\n</details>",
    );
  });

  it("prefixes ids and the links to them, so that they name nothing else on the page", async () => {
    expect(await render('<b id="setup">a</b> [b](#setup)')).toBe('<p><b id="p-setup">a</b> <a href="#p-setup">b</a></p>');
    expect(await render('<img name="body" id="cookie" src="https://a.example/a.png">')).not.toMatch(/name=|id="cookie"/);
  });
});

describe("links and pictures", () => {
  it("leave the page without its address and without our recommendation", async () => {
    const rel = 'rel="nofollow ugc noopener noreferrer"';
    expect(await render("[a](https://b.example)")).toBe(`<p><a href="https://b.example" ${rel}>a</a></p>`);
    expect(await render("<https://b.example> www.b.example me@b.example").then((html) => html.split(rel).length - 1)).toBe(3);
    expect(await render('<a href="/problems" target="_top" rel="opener">a</a>')).toBe(`<p><a href="/problems" ${rel}>a</a></p>`);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "java\tscript:a",
    "data:text/html,a",
    "vbscript:a",
    "ftp://a",
    "blob:a",
    "//a:b@c",
    "file:///etc",
  ])("never go to %s by another protocol", async (address) => {
    const html = (await Promise.all([`[a](<${address}>)`, `[a][b]\n\n[b]: <${address}>`, `<a href="${address}">a</a>`].map(render))).join(
      "",
    );
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href!, "https://page.example").protocol);
    expect(addresses.filter((protocol) => protocol !== "https:")).toEqual([]);
  });

  it("lead nowhere if their address is none", async () => {
    expect(await render("[a](https://[b) [c](<http://a b>)")).toBe("<p><a>a</a> <a>c</a></p>");
  });

  it("load pictures by https and from our storage only", async () => {
    const lazy = 'loading="lazy" decoding="async" referrerpolicy="no-referrer"';
    expect(await render("![a](https://b.example/c.png)")).toBe(`<p><img src="https://b.example/c.png" alt="a" ${lazy}></p>`);
    expect(await render("![a](http://127.0.0.1:9000/c.png)")).toContain("<img ");
    for (const src of [
      "http://b.example/c.png",
      "c.png",
      "/c.png",
      "//b.example/c.png",
      "data:image/png;base64,AAAA",
      "http://127.0.0.1:9001/",
    ])
      expect(await render(`![the *text*](${src}) <img src="${src}" alt="more" srcset="${src}">`)).toBe(
        "<p><span>the text</span> <span>more</span></p>",
      );
  });
});

/** Of the kinds that the published lists have. */
const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><a xlink:href=javascript:alert(1)><animate attributeName=href values=javascript:alert(1)>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<form id=a><input name=attributes><button formaction=javascript:alert(1)>",
  '<a href="&#x6A;avascript&colon;alert(1)" style="position:fixed;inset:0;background:url(//a)">a</a>',
  "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=javascript:alert(1)><embed src=javascript:alert(1)>",
  "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp><title><img src=x onerror=alert(1)></title>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href=javascript:/a><link rel=stylesheet href=//a>",
  "<!--><img src=x onerror=alert(1)>--><![CDATA[<img src=x onerror=alert(1)>]]><?xml <img src=x onerror=alert(1)> ?>",
  '"><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
];
const PLACES: Record<string, (text: string) => string> = {
  alone: (text) => text,
  "in a link": (text) => `[${text}](https://a.example "${text}") [a](<${text}>) [a](${text}) <${text}>`,
  "in a picture": (text) => `![${text}](https://a.example/a.png "${text}") ![a](<${text}>)`,
  "in the info of code": (text) => `\`\`\`html${text}\n${text}\n\`\`\`\n\n~~~${text}\n~~~\n`,
  "in a table": (text) => `| a |\n|---|\n| ${text.replaceAll("|", "\\|")} |\n`,
  "in a formula": (text) => `$${text}$ $\\text{${text}}$\n\n$$\n\\href{${text}}{a}\\htmlData{a=${text}}{b}\n$$\n`,
  "in a footnote": (text) => `a[^${text}]\n\n[^${text}]: ${text}\n`,
};

describe.each(Object.entries(PLACES))("what would run, %s", (_place, write) => {
  it.each(PAYLOADS)("%s", async (payload) => {
    const tags = (await render(write(payload))).match(/<(?:"[^"]*"|[^">])*>/g) ?? [];
    const names = tags.map((tag) => /^<\/?([\w-]*)/.exec(tag)![1]);
    expect(
      names.filter((name) => /^(script|style|iframe|object|embed|form|button|template|xmp|title|meta|base|link|animate)$/.test(name!)),
    ).toEqual([]);
    const outsideValues = tags.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    expect(outsideValues.filter((tag) => / (on\w+|formaction|srcdoc|srcset|name|target|xlink:\w+)\b/i.test(tag))).toEqual([]);
    const addresses = tags.flatMap((tag) =>
      [...tag.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, value]) => new URL(value!, "https://p.example").protocol),
    );
    expect(addresses.filter((protocol) => !["https:", "http:", "mailto:"].includes(protocol))).toEqual([]);
    expect(tags.filter((tag) => /style="[^"]*(url|fixed|absolute)/i.test(tag))).toEqual([]);
  });
});

describe("formulas", () => {
  it("stand in the line, or displayed if they are a paragraph of their own", async () => {
    expect(await render("a $x^2$ b")).toContain('<annotation encoding="application/x-tex">x^2</annotation>');
    expect(await render("a $$x$$ b")).not.toContain("katex-display");
    for (const displayed of ["$$x$$", "$$\nx\n$$", "```math\nx\n```"])
      expect(await render(displayed)).toContain('<span class="katex-display">');
  });

  it.each([
    "\\boxed{\\sqrt{x}} \\cancel{y} \\color{red}{z} \\fcolorbox{red}{#aabbcc}{a} \\colorbox{teal}{b} \\pmb{c}",
    "\\begin{array}{c|c:c}a&b&c\\\\\\hline d&e&f\\end{array} \\begin{cases}a\\\\b\\end{cases} \\begin{gather}a\\tag{1}\\end{gather}",
    "\\overbrace{a+b}^{c} \\vec{x} \\widehat{abc} \\xrightarrow[a]{b} \\raisebox{1em}{a} \\rule{1em}{1em} \\underline{a} \\color{blue}{\\overleftarrow{AB}}",
    "\\left(\\frac{a}{b}\\middle|\\int_0^1\\right] \\Biggl\\Uparrow \\sum\\limits_{i=1}^n \\mathbb{R} \\text{a b} \\operatorname{lcm} \\KaTeX",
  ])("are what KaTeX makes of them: %s", async (tex) => {
    const source = `$$\n${tex}\n$$`;
    const bare = unified().use(remarkParse).use(remarkMath).use(remarkRehype).use(rehypeKatex, KATEX).use(rehypeStringify);
    expect(await render(source)).toBe(String(await bare.process(source)));
  });

  it("are not trusted: no links, no pictures, no classes, no endless macros", async () => {
    const html = await render(
      "$\\href{https://a.example}{a} \\includegraphics{https://a.example/a.png} \\htmlClass{a}{b} \\htmlStyle{position:fixed}{c}$",
    );
    expect(html).not.toMatch(/<a |<img|style="[^"]*fixed|class="a"/);
    expect(await render("$\\def\\a{\\a\\a}\\a$")).toContain("katex-error");
  });

  it("are left as code beyond a thousand", async () => {
    const html = await render("$x$ ".repeat(1001));
    expect(html.match(/class="katex"/g)).toHaveLength(1000);
    expect(html).toContain("<code>x</code>");
  });

  it("can't be written as HTML of their own", async () => {
    expect(await render('<span class="katex" style="color:red">a</span> <math><mi>b</mi></math>')).toBe("<p><span>a</span> </p>");
  });
});

describe("code", () => {
  it.each([
    ["cpp", "int a; // b", '<span class="hl-keyword">int</span> a;<span class="hl-comment"> // b</span>'],
    ["C++17", "int a;", '<span class="hl-keyword">int</span>'],
    ["python3.10", "def f(): pass", '<span class="hl-function">f</span>'],
    ["java", 'String s = "a";', '<span class="hl-string">"a"</span>'],
    ["go", "func main() {}", '<span class="hl-keyword">func</span>'],
    ["js", "const a = 1;", '<span class="hl-number">1</span>'],
    ["ts", "let a: string;", '<span class="hl-type">string</span>'],
  ])("in %s has a class for each kind of word", async (language, code, part) => {
    const source = `\`\`\`${language}\n${code}\n\`\`\``;
    loadGrammarsFor(source);
    expect(await render(source)).toContain(part);
  });

  it("keeps each character, and is plain in other languages", async () => {
    const code = 'template<class T>\n\tbool f(T&& a) { return a < 1 && "<b>"; }\n';
    const html = await render(`\`\`\`cpp\n${code}\`\`\``);
    const text = html
      .replace(/<[^>]*>/g, "")
      .replaceAll("&#x3C;", "<")
      .replaceAll("&#x26;", "&");
    expect(text).toBe(code);
    expect(await render("```constructor\n<b>\n```")).toBe('<pre><code class="language-constructor">&#x3C;b>\n</code></pre>');
  });
});

describe("a text that can't be rendered", () => {
  it("is shown as it is", () => {
    expect(asPlainText('<b>&"a"')).toBe('<pre class="markdown-source">&lt;b&gt;&amp;"a"</pre>');
  });

  it("ends by an error, not by a crash, if it nests too deeply", async () => {
    await expect(render("<div>".repeat(20_000))).rejects.toThrow(RangeError);
  });
});

describe("recent texts", () => {
  it("are those used last, up to a number of bytes", () => {
    const recent = createRecentTexts(2 * 3 * 11);
    for (const key of ["a", "b", "c"]) recent.set(key, key.repeat(10));
    expect(recent.get("a")).toBe("a".repeat(10));
    recent.set("d", "d".repeat(10));
    expect(["a", "b", "c", "d"].map((key) => recent.get(key)?.[0])).toEqual(["a", undefined, "c", "d"]);
    recent.set("e", "e".repeat(1000));
    expect(recent.get("e")).toBeUndefined();
    expect(recent.get("d")).toBeDefined();
  });
});
