/** Divides a GIFT file into its items, so that a faulty one is refused alone. Linear in the size of the file. */

export interface GiftSource {
  /** Of its first line that is not a comment, from 1. */
  line: number;
  /** Without comments; lines are kept, so that positions within it count. */
  text: string;
  /** `[id:…]` in its comments. */
  id: string | null;
  /** `[tag:…]` in its comments. */
  tags: readonly string[];
  /** The category that `$CATEGORY:` lines before it name, as written. */
  category: string | null;
}

export interface GiftCategory {
  line: number;
  category: string;
}

const CATEGORY = /^\s*\$CATEGORY:\s*(.*?)\s*$/;
/** `\]` stands for `]`. Both classes are disjoint: no backtracking. */
const MARK = /\[(id|tag):((?:\\\]|[^\]\p{Cc}\\]|\\(?!\]))+)\]/gu;
/** Comments are short; what is longer has no marks. */
const COMMENT_MAX = 5_000;

export type GiftPart = { type: "question"; source: GiftSource } | { type: "category"; category: GiftCategory };

/** Blank lines separate items; a `$CATEGORY:` line is an item of its own; lines that begin with `//` are comments. */
export function* giftParts(file: string): Generator<GiftPart> {
  let lines: string[] = [];
  let begin = 0;
  let id: string | null = null;
  let tags: string[] = [];
  let category: string | null = null;
  const reset = () => {
    lines = [];
    begin = 0;
    id = null;
    tags = [];
  };
  const finished = (): GiftPart[] => {
    const source = { line: begin, text: lines.join("\n").trimEnd(), id, tags, category };
    const found = begin > 0;
    reset();
    return found ? [{ type: "question", source }] : [];
  };

  for (const [index, line] of file.split(/\r\n|\n|\r/).entries()) {
    const trimmed = line.trim();
    if (trimmed === "") {
      yield* finished();
    } else if (trimmed.startsWith("//")) {
      for (const [, name, value] of trimmed.slice(0, COMMENT_MAX).matchAll(MARK)) {
        const text = value!.replaceAll("\\]", "]").trim();
        if (name === "id") id = text;
        else tags.push(text);
      }
      if (begin > 0) lines.push("");
    } else {
      const named = line.length <= COMMENT_MAX ? CATEGORY.exec(line) : null;
      if (named) {
        yield* finished();
        category = named[1]!;
        yield { type: "category", category: { line: index + 1, category } };
      } else {
        if (begin === 0) begin = index + 1;
        lines.push(line);
      }
    }
  }
  yield* finished();
}
