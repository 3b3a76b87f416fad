import { escapedStart } from "./markdown-text.js";

/** Parts of a Markdown text: inline parts that follow each other are one paragraph. */
export type Piece = { kind: "inline"; text: string } | { kind: "block"; text: string } | { kind: "break" };

export const inline = (text: string): Piece => ({ kind: "inline", text });
export const block = (text: string): Piece => ({ kind: "block", text });

/** Blocks, an empty line between them. */
export function joined(pieces: readonly Piece[]): string {
  const blocks: string[] = [];
  let paragraph = "";
  const flush = () => {
    const text = paragraph
      .replace(/[ \t]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .trim()
      .replace(/(\\\n?)+$/, "")
      .trim();
    if (text !== "") blocks.push(escapedStart(text));
    paragraph = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "inline") {
      paragraph += piece.text;
      continue;
    }
    flush();
    if (piece.kind === "block" && piece.text !== "") blocks.push(piece.text);
  }
  flush();
  return blocks.join("\n\n");
}

/** All in one line. */
export function inOneLine(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.kind === "break" ? " " : piece.text))
    .join("")
    .replace(/\\\n/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Applies marks to each paragraph of inline pieces. */
export function withMarks(pieces: readonly Piece[], mark: (text: string) => string): Piece[] {
  const result: Piece[] = [];
  let run = "";
  const flush = () => {
    if (run !== "") result.push(inline(mark(run)));
    run = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "inline") run += piece.text;
    else {
      flush();
      result.push(piece);
    }
  }
  flush();
  return result;
}
