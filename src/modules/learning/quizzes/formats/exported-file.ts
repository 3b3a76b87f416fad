/** Questions as a file of another format, and what the format cannot express. */
import type { QuestionContent } from "../questions/question.js";
import { createNotes, Refusal, type Notes } from "./imported-item.js";
import { createPauses } from "./pauses.js";

/** PARTLY: written, and the messages say what the file lacks. REFUSED: the format has no such kind; the file is without it. */
export type ExportOutcome = "EXPORTED" | "PARTLY" | "REFUSED";

export interface ExportedItem {
  /** In the list that was given, from 1. */
  position: number;
  outcome: ExportOutcome;
  messages: readonly string[];
}

export interface ExportedFile {
  text: string;
  items: readonly ExportedItem[];
}

/** Texts in the file: as Markdown, which comes back unchanged; or as HTML, which every program shows as it is shown here. */
export interface ExportTexts {
  format: "markdown" | "html";
  /** From Markdown into the format. */
  of(markdown: string): Promise<string>;
  /** The picture at an address within a text; null if it is none of ours, or too much for one file. Absent: all stay addresses. */
  pictureAt?(url: string): Promise<{ name: string; content: Buffer } | null>;
}

export const MARKDOWN_TEXTS: ExportTexts = { format: "markdown", of: (markdown) => Promise.resolve(markdown.replace(/\r\n?/g, "\n")) };

/** Writes each question by itself. Yields to other work between them. */
export async function exportEach(
  contents: readonly QuestionContent[],
  write: (content: QuestionContent, notes: Notes) => Promise<string>,
): Promise<{ texts: string[]; items: ExportedItem[] }> {
  const texts: string[] = [];
  const items: ExportedItem[] = [];
  const pause = createPauses();
  for (const [index, content] of contents.entries()) {
    await pause();
    const notes = createNotes();
    const position = index + 1;
    try {
      texts.push(await write(content, notes));
      const messages = notes.list();
      items.push({ position, outcome: messages.length > 0 ? "PARTLY" : "EXPORTED", messages });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      items.push({ position, outcome: "REFUSED", messages: [error.message] });
    }
  }
  return { texts, items };
}
