/**
 * How alike two programs of one language are. This is the one place that knows: fingerprints of syntax trees can replace `TOKEN_RUNS` without a
 * change elsewhere.
 *
 * `TOKEN_RUNS` compares runs of three normalised tokens: names, values, comments and layout do not count. The share is that of Dice (1945): twice
 * the common runs over all runs of both, each as often as it occurs. Pure.
 */
import { normalizedTokens } from "../../../learning/feedback/grouping/tokens.js";

export interface CodeMeasure<F> {
  /** Null for programs that are too short to say anything. */
  fingerprint(language: string, source: string): F | null;
  /** 0 to 1, and the size of the shorter program in tokens. */
  compare(one: F, other: F): { share: number; tokens: number };
}

interface TokenRuns {
  /** Number of each run. */
  runs: ReadonlyMap<string, number>;
  tokens: number;
}

const RUN = 3;
/** Shorter programs are alike because the task is the same. */
export const TOKENS_MIN = 30;
/** Pairs below are not shown. */
export const SHOWN_FROM = 0.6;

export const TOKEN_RUNS: CodeMeasure<TokenRuns> = {
  fingerprint(language, source) {
    const tokens = normalizedTokens(language, source);
    if (tokens.length < TOKENS_MIN) return null;
    const runs = new Map<string, number>();
    for (let at = 0; at + RUN <= tokens.length; at++) {
      const run = tokens.slice(at, at + RUN).join(" ");
      runs.set(run, (runs.get(run) ?? 0) + 1);
    }
    return { runs, tokens: tokens.length };
  },

  compare(one, other) {
    const [small, large] = one.runs.size <= other.runs.size ? [one, other] : [other, one];
    let common = 0;
    for (const [run, count] of small.runs) common += Math.min(count, large.runs.get(run) ?? 0);
    const all = one.tokens + other.tokens - 2 * (RUN - 1);
    return { share: (2 * common) / all, tokens: Math.min(one.tokens, other.tokens) };
  },
};
