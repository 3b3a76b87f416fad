// The examples of CommonMark's and GFM's specifications, against the parser that the product uses, before sanitising.
import { readFileSync } from "node:fs";
import rehypeStringify from "rehype-stringify";

/** As the specifications write HTML. */
const AS_SPECIFIED = {
  allowDangerousHtml: true,
  closeSelfClosing: true,
  characterReferences: { useNamedReferences: true },
  entities: { useNamedReferences: true },
};

const EXAMPLE = /^`{32} example ?(\w*)\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm;

export function readExamples(file) {
  const tabs = (text) => text.replaceAll("→", "\t");
  return [...readFileSync(file, "utf8").matchAll(EXAMPLE)].map(([, extension, markdown, html], i) => ({
    number: i + 1,
    extension,
    markdown: tabs(markdown),
    html: tabs(html),
  }));
}

/** Numbers and texts of the examples that give other HTML. `gfmFor` says for which examples the extensions are on. */
export async function differences(examples, standardMarkdown, gfmFor) {
  const found = [];
  for (const example of examples) {
    const processor = standardMarkdown({ gfm: gfmFor(example) }).use(rehypeStringify, AS_SPECIFIED);
    const html = String(await processor.process(example.markdown));
    if (normal(html) !== normal(example.html)) found.push({ ...example, actual: html });
  }
  return found;
}

/** What the specifications leave open: how a character is escaped, white space between blocks, and the order of attributes. */
function normal(html) {
  return html
    .replace(/&(?:#x22|#34|quot);/gi, '"')
    .replace(/&(?:#x3C|lt);/gi, "&lt;")
    .replace(/&(?:#x26|amp);/gi, "&amp;")
    .replace(/&(?:#x3E|gt);/gi, ">")
    .replace(/<([a-z]\w*)((?: [a-z-]+(?:="[^"]*")?)+)( ?\/?)>/g, (_, name, attributes, end) => {
      const sorted = attributes.match(/ [a-z-]+(?:="[^"]*")?/g).sort();
      return `<${name}${sorted.join("").replaceAll('=""', "")}${end.trim() ? " /" : ""}>`;
    })
    .replace(/\s*\n\s*(?=<\/?(?:li|ul|ol|p|blockquote|table|thead|tbody|tr|td|th|h\d|hr|div|pre)\b)/g, "\n")
    .replace(/(<\/?(?:li|ul|ol|blockquote|table|thead|tbody|tr)\b[^>]*>)\n+/g, "$1")
    .replace(/\n(?=<\/?(?:li|ul|ol|blockquote|table|thead|tbody|tr)\b)/g, "")
    .trim();
}
