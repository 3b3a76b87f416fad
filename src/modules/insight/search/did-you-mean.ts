import { fold, wordsIn } from "./folding.js";

/** Longer words are not compared: the time grows with the square of the length. */
const WORD_MAX = 40;
const WORDS_MAX = 10;
const TITLES_MAX = 20;

/** Edits that turn one word into the other: insertions, deletions, replacements, and swaps of neighbours (optimal string alignment). */
export function editsBetween(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}

/** Edits that are a slip: one in three letters. */
const slipsIn = (word: string) => Math.floor([...word].length / 3);

const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** Words of a text in any script, folded. */
const segments = (text: string): string[] =>
  [...segmenter.segment(fold(text).text)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? wordsIn(segment).map(({ word }) => word) : [],
  );

/** The search with each word replaced by the most similar one of the titles, which the viewer may see. Null if nothing changes. */
export function didYouMean(search: string, titles: readonly string[]): string | null {
  const known = [...new Set(titles.slice(0, TITLES_MAX).flatMap(segments))].filter((word) => word.length <= WORD_MAX);
  let changed = false;
  const words = segments(search)
    .slice(0, WORDS_MAX)
    .map((word) => {
      if (known.includes(word) || word.length > WORD_MAX) return word;
      const [best] = known
        .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
        .filter(({ edits }) => edits <= slipsIn(word))
        .toSorted((a, b) => a.edits - b.edits);
      if (best) changed = true;
      return best?.candidate ?? word;
    });
  return changed ? words.join(" ") : null;
}
