/** Which parts of a text a search has found. Plain text in, plain text out: no markup is made or removed. */
import { fold, isWithoutSpaces, wordsIn } from "./folding.js";

export interface HighlightPart {
  text: string;
  isMatch: boolean;
}

/** What to highlight. */
export interface SoughtWords {
  /** Beginnings of words. */
  beginnings: readonly string[];
  /** Stems: beginnings of words that are only a few letters longer. */
  stems: readonly string[];
  /** Texts without spaces, found anywhere. */
  anywhere: readonly string[];
}

/** Longest ending that a stem lacks, such as `ization`. */
const ENDING_MAX = 7;
/** Characters of an excerpt, about. */
const EXCERPT = 200;
const BEFORE = 60;

/** @param stems words and stems of the search, as the database knows them. */
export function soughtWords(terms: readonly string[], stems: readonly string[]): SoughtWords {
  const words = terms.flatMap((term) => wordsIn(fold(term).text).map(({ word }) => word));
  const anywhere = words.filter(isWithoutSpaces);
  return {
    beginnings: words.filter((word) => !isWithoutSpaces(word)),
    // The English stemmer writes y as i at the end: `queri`.
    stems: stems
      .filter((stem) => !isWithoutSpaces(stem))
      .flatMap((stem) => (stem.endsWith("i") ? [stem, `${stem.slice(0, -1)}y`] : [stem])),
    anywhere,
  };
}

type Range = readonly [from: number, to: number];

/** Ranges of UTF-16 units of the source, in order, without overlaps. */
function rangesIn(source: string, { beginnings, stems, anywhere }: SoughtWords): Range[] {
  const { text, starts, ends } = fold(source);
  const found: Range[] = [];
  for (const { word, at } of wordsIn(text)) {
    if (isWithoutSpaces(word)) {
      for (const sought of anywhere) {
        for (let from = word.indexOf(sought); from >= 0; from = word.indexOf(sought, from + sought.length)) {
          found.push([at + from, at + from + sought.length]);
        }
      }
      continue;
    }
    const beginning = longest(beginnings.filter((one) => word.startsWith(one)));
    const isForm = stems.some(
      (stem) => word.startsWith(stem) && word.length - stem.length <= ENDING_MAX && word.length < 2 * stem.length + 2,
    );
    if (beginning) found.push([at, at + beginning.length]);
    else if (isForm) found.push([at, at + word.length]);
  }
  const ranges: [number, number][] = [];
  for (const [from, to] of found.toSorted(([a], [b]) => a - b)) {
    const [start, end] = [starts[from]!, ends[to - 1]!];
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

const longest = (words: readonly string[]): string => words.reduce((best, word) => (word.length > best.length ? word : best), "");

function partsOf(source: string, ranges: readonly Range[]): HighlightPart[] {
  const parts: HighlightPart[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from > at) parts.push({ text: source.slice(at, from), isMatch: false });
    parts.push({ text: source.slice(from, to), isMatch: true });
    at = to;
  }
  if (at < source.length) parts.push({ text: source.slice(at), isMatch: false });
  return parts;
}

/** The whole text. */
export function highlight(source: string, sought: SoughtWords): HighlightPart[] {
  return partsOf(source, rangesIn(source, sought));
}

/** Read at once, in UTF-16 units. Most pieces can be passed over by a search in plain ASCII. */
const PIECE = 500;
/** Longest match across two pieces of a text without spaces. */
const OVERLAP = 50;

function mayMatch(piece: string, needles: readonly string[]): boolean {
  if (!/^[\0-\x7f]*$/.test(piece)) return true;
  const plain = piece.toLowerCase().replaceAll("'", "");
  return needles.some((needle) => plain.includes(needle));
}

function firstMatch(text: string, sought: SoughtWords): Range | null {
  const needles = Object.values(sought).flat();
  for (let from = 0; from < text.length;) {
    const space = text.indexOf(" ", from + PIECE);
    const isWhole = space >= 0 && space <= from + 2 * PIECE;
    const to = isWhole ? space : Math.min(text.length, from + 2 * PIECE);
    const piece = text.slice(from, to);
    const [found] = mayMatch(piece, needles) ? rangesIn(piece, sought) : [];
    if (found) return [from + found[0], from + found[1]];
    from = isWhole || to === text.length ? to : to - OVERLAP;
  }
  return null;
}

/** The surroundings of the first match, with white space collapsed and `…` where text was left out. Null without a match. */
export function excerpt(source: string, sought: SoughtWords): HighlightPart[] | null {
  const text = source.replace(/\s+/gu, " ").trim();
  const first = firstMatch(text, sought);
  if (!first) return null;
  let from = Math.max(0, first[0] - BEFORE);
  if (from > 0) from = Math.min(first[0], atWord(text, from));
  let to = Math.min(text.length, Math.max(first[1], from + EXCERPT));
  if (to < text.length) to = Math.max(first[1], text.lastIndexOf(" ", to));
  // Not between the halves of a surrogate pair.
  if (to < text.length && /[\uDC00-\uDFFF]/.test(text[to]!)) to += 1;
  return [
    ...(from > 0 ? [{ text: "…", isMatch: false }] : []),
    ...highlight(text.slice(from, to), sought),
    ...(to < text.length ? [{ text: "…", isMatch: false }] : []),
  ];
}

/** The next beginning of a word. */
function atWord(text: string, from: number): number {
  const space = text.indexOf(" ", from);
  const next = space < 0 ? from : space + 1;
  return /[\uDC00-\uDFFF]/.test(text[next] ?? "") ? next + 1 : next;
}
