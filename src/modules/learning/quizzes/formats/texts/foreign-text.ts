/** Texts of other systems as Markdown. */
import type { Notes } from "../imported-item.js";
import { createHtmlReader } from "./html-to-markdown.js";
import { plainToMarkdown } from "./markdown-text.js";

/** `moodle` is Moodle's "auto-format": HTML whose line breaks count. */
export type ForeignFormat = "moodle" | "html" | "markdown" | "plain";

export interface ForeignText {
  format: ForeignFormat;
  text: string;
}

/** Markdown of the text. What is left out goes to the notes. Throws Refusal if it is too large or too deep. */
export type TextReader = (text: ForeignText, notes: Notes) => string;

/** One for a whole file: it bounds the work of all its texts together. */
export function createTextReader(): TextReader {
  const readHtml = createHtmlReader();
  return ({ format, text }, notes) => {
    if (text.trim() === "") return "";
    const lines = text.replace(/\r\n?/g, "\n");
    switch (format) {
      case "markdown":
        if (lines.includes("@@PLUGINFILE@@"))
          notes.add("Files of the question (@@PLUGINFILE@@) are not imported; upload them and link them here.");
        return lines;
      case "plain":
        return plainToMarkdown(lines);
      case "html":
        return readHtml(lines, notes);
      case "moodle":
        return readHtml(lines.trim().replaceAll("\n", "<br>"), notes);
    }
  };
}
