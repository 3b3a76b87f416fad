/**
 * Markdown and HTML as syntax trees and back, for texts that come from other systems or go to them. Nothing here is sanitised: what is shown
 * is rendered by markdown.ts.
 */
import type { Root as Html } from "hast";
import type { Root as MarkdownTree } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkStringify from "remark-stringify";
import { unified } from "unified";

const STYLE = { bullet: "-", emphasis: "*", strong: "*", fence: "`", fences: true, rule: "-", listItemIndent: "one" } as const;
const markdownWriter = unified().use(remarkGfm).use(remarkMath).use(remarkStringify, STYLE).freeze();
const markdownReader = unified().use(remarkParse).use(remarkGfm).use(remarkMath).freeze();
const htmlReader = unified().use(rehypeRaw).freeze();
const htmlWriter = unified().use(rehypeStringify).freeze();

/** With the extensions that are rendered. Without the line break at the end. */
export const writeMarkdown = (tree: MarkdownTree): string => markdownWriter.stringify(tree).replace(/\n$/, "");

export const readMarkdown = (source: string): MarkdownTree => markdownReader.parse(source);

/** Any text is some HTML. Recursive: limit the depth before. */
export const readHtml = (html: string): Html =>
  htmlReader.runSync({ type: "root", children: [{ type: "raw", value: html } as never] } as Html);

export const writeHtml = (tree: Html): string => htmlWriter.stringify(tree);
