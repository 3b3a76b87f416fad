/**
 * How much of a reference solution a text gives away. Two measures, the larger counts:
 *
 * - the share of the reference's tokens that the text has too, as multisets;
 * - the share of its runs of four tokens that the text has too, with all names alike, so that renaming hides nothing.
 *
 * Both can only grow while a text grows, so a text is checked before each of its pieces is shown.
 */

/** The most that an answer may have. */
export const OVERLAP_MAX = 0.4;

const RUN = 4;
/** Longer references are measured by their beginning. */
const TOKENS_MAX = 20_000;
const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|[^\s\p{L}\p{N}]/gu;
const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^\s*#(?!\s*(?:include|define|pragma|if|endif|else)\b)[^\n]*/gm;
/** Names that are part of languages keep their names. */
const KEYWORDS = new Set(
  "if else elif for while do switch case break continue return def class function fn func let var const int long double float bool boolean string str char void auto public private static new import from include using namespace in of and or not true false null none range len print input map list dict set sort sorted max min sum".split(
    " ",
  ),
);

export interface Overlap {
  /** 0 to 1. */
  of(text: string): number;
  /** Measures a text that grows: each piece costs its own length, not that of the whole text. */
  growing(): GrowingOverlap;
}

export interface GrowingOverlap {
  /** What `of` gives for all pieces so far, together. */
  add(piece: string): number;
}

interface Reference {
  total: number;
  counts: ReadonlyMap<string, number>;
  runs: ReadonlySet<string>;
}

/** Of the reference that the text is closest to; 0 without references. */
export function createOverlap(sources: readonly string[]): Overlap {
  const references = sources
    .map((source) => tokensOf(source.replace(COMMENTS, "")))
    .filter((tokens) => tokens.length >= RUN)
    .map((tokens): Reference => ({ total: tokens.length, counts: countsOf(tokens), runs: new Set(runsOf(tokens)) }));
  const growing = () => (references.length === 0 ? NOTHING : createGrowing(references));
  return { of: (text) => growing().add(text), growing };
}

const NOTHING: GrowingOverlap = { add: () => 0 };

function createGrowing(references: readonly Reference[]): GrowingOverlap {
  const counts = new Map<string, number>();
  const runs = new Set<string>();
  let shared = references.map(() => ({ tokens: 0, runs: 0 }));
  let taken = 0;
  /** The last tokens, which begin runs of later ones. */
  let last: string[] = [];
  /** What follows the last white space: its tokens may still change. */
  let open = "";

  const tokensIn = (text: string) => tokensOf(text).slice(0, TOKENS_MAX - taken);
  const sharedWith = (tokens: readonly string[]) => {
    const added = countsOf(tokens);
    const addedRuns = new Set(runsOf([...last, ...tokens]).filter((run) => !runs.has(run)));
    return references.map((reference, index) => {
      const sums = { ...shared[index]! };
      for (const [token, count] of added) {
        const most = reference.counts.get(token) ?? 0;
        const before = counts.get(token) ?? 0;
        sums.tokens += Math.min(most, before + count) - Math.min(most, before);
      }
      for (const run of addedRuns) if (reference.runs.has(run)) sums.runs += 1;
      return sums;
    });
  };
  const keep = (tokens: readonly string[]) => {
    shared = sharedWith(tokens);
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    const recent = [...last, ...tokens];
    for (const run of runsOf(recent)) runs.add(run);
    last = recent.slice(1 - RUN);
    taken += tokens.length;
  };

  return {
    add(piece) {
      open += piece;
      const end = open.search(/\s\S*$/) + 1;
      if (end > 0) {
        keep(tokensIn(open.slice(0, end)));
        open = open.slice(end);
      }
      const sums = sharedWith(tokensIn(open));
      return Math.max(
        ...references.map(({ total, runs: all }, index) => Math.max(sums[index]!.tokens / total, sums[index]!.runs / all.size)),
      );
    },
  };
}

function tokensOf(text: string): string[] {
  return (text.toLowerCase().match(TOKEN) ?? []).slice(0, TOKENS_MAX);
}

function countsOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function runsOf(tokens: readonly string[]): string[] {
  const alike = tokens.map((token) => (/^[\p{L}_$]/u.test(token) && !KEYWORDS.has(token) ? "name" : token));
  return alike.slice(RUN - 1).map((_, start) => alike.slice(start, start + RUN).join(" "));
}
