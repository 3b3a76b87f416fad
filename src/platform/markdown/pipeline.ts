/**
 * Renders Markdown to sanitised HTML. Runs in markdown-thread.ts, as a document may take seconds.
 *
 * Order matters (docs/decisions/0025-markdown.md): what the author wrote is sanitised first. Formulas and highlighting are added
 * afterwards, with elements and attributes that authors can't write. A second pass lets only the exact list leave.
 */
import type { Root } from "hast";
import rehypeKatex from "rehype-katex";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { AUTHORED, RENDERED } from "./allowed-html.js";
import { displayFormulas, KATEX, limitFormulas } from "./formulas.js";
import { highlightCode } from "./highlight.js";
import { type RenderOptions, safeLinks } from "./links.js";

/** Raw HTML stays until it is parsed and sanitised. Ids get their prefix there. */
const TO_HTML = { allowDangerousHtml: true, clobberPrefix: "" } as const;

/**
 * Markdown as its specifications define it, not yet safe: for `npm run prove:markdown`.
 * @public
 */
export const standardMarkdown = ({ gfm }: { gfm: boolean }) =>
  unified()
    .use(remarkParse)
    .use(gfm ? [remarkGfm] : [])
    .use(remarkRehype, TO_HTML);

export async function renderMarkdown(source: string, { idPrefix, imageOrigins, pictures = {} }: RenderOptions): Promise<string> {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(() => displayFormulas(source))
    .use(remarkRehype, TO_HTML)
    .use(rehypeRaw)
    // As functions: unified would take a plugin that is used twice for one, with the options of both.
    .use(() => rehypeSanitize({ ...AUTHORED, clobberPrefix: idPrefix }))
    .use(() => (tree: Root) => safeLinks(tree, { idPrefix, imageOrigins, pictures }))
    .use(() => limitFormulas)
    .use(rehypeKatex, KATEX)
    .use(() => highlightCode)
    .use(() => rehypeSanitize(RENDERED))
    .use(rehypeStringify);
  return String(await processor.process(source));
}
