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
}

/** Of the reference that the text is closest to; 0 without references. */
export function createOverlap(references: readonly string[]): Overlap {
  const measured = references.map((source) => tokensOf(source.replace(COMMENTS, ""))).filter((tokens) => tokens.length >= RUN);
  const known = measured.map((tokens) => ({ total: tokens.length, counts: countsOf(tokens), runs: runsOf(tokens) }));
  return {
    of(text) {
      if (known.length === 0) return 0;
      const tokens = tokensOf(text);
      const counts = countsOf(tokens);
      const runs = runsOf(tokens);
      return Math.max(
        ...known.map((reference) => {
          let shared = 0;
          for (const [token, count] of reference.counts) shared += Math.min(count, counts.get(token) ?? 0);
          let sharedRuns = 0;
          for (const run of reference.runs) if (runs.has(run)) sharedRuns += 1;
          return Math.max(shared / reference.total, sharedRuns / reference.runs.size);
        }),
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

function runsOf(tokens: readonly string[]): Set<string> {
  const alike = tokens.map((token) => (/^[\p{L}_$]/u.test(token) && !KEYWORDS.has(token) ? "name" : token));
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= alike.length; i++) runs.add(alike.slice(i, i + RUN).join(" "));
  return runs;
}
