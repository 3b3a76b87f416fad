/**
 * How a program's time grows with its input, from runs of growing size. The exponent k of time = c n^k is the slope of the least-squares
 * line through (ln n, ln time); its interval uses Student's t for n - 2 degrees of freedom, at 95%. Pure.
 */
export interface Run {
  /** Of the input. */
  size: number;
  cpuMs: number;
}

export interface Growth {
  low: number;
  exponent: number;
  high: number;
}

/** t at 97.5%, by degrees of freedom from 1. NIST/SEMATECH e-Handbook, table 1.3.6.7.2. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
/** Shorter times are dominated by starting the program and by the clock's step. */
const LEAST_MS = 20;
const LEAST_RUNS = 4;

/** `baseMs` is the time of the smallest input: that of starting. Null if too few runs are long enough to say anything. */
export function growthOf(runs: readonly Run[], baseMs: number): Growth | null {
  const points = runs
    .map(({ size, cpuMs }) => ({ size, ms: cpuMs - baseMs }))
    .filter(({ size, ms }) => size > 0 && ms >= LEAST_MS)
    .map(({ size, ms }) => ({ x: Math.log(size), y: Math.log(ms) }));
  const n = points.length;
  if (n < LEAST_RUNS) return null;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  const sxx = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (sxx < 0.5) return null;
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / sxx;
  const residual = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(residual / (n - 2) / sxx);
  const t = T[Math.min(n - 2, T.length) - 1]!;
  return { low: slope - t * error, exponent: slope, high: slope + t * error };
}

/** Exponents that a claim stands for, or null if it is not a power of n, perhaps with logarithms. */
export function claimedExponents(claim: string): { low: number; high: number } | null {
  const body = /^\s*[OΘ]\s*\((.*)\)\s*$/.exec(claim.toLowerCase().replace("o(", "O(").replaceAll("²", "^2").replaceAll("³", "^3"))?.[1];
  if (body === undefined) return null;
  const compact = body.replace(/[\s*·]/g, "");
  const logs = compact.match(/log(?:_?2)?\(?n?\)?/g)?.length ?? 0;
  const rest = compact.replace(/log(?:_?2)?\(?n?\)?/g, "");
  const exponent = rest === "" || rest === "1" ? 0 : rest === "n" ? 1 : /^n\^(\d(?:\.\d+)?)$/.exec(rest)?.[1];
  if (exponent === undefined) return null;
  const power = Number(exponent);
  // Over sizes from thousands to millions a logarithm grows like n^0.1 and less; caches slow large inputs by as much.
  return { low: power - 0.15, high: power + 0.15 + 0.15 * logs };
}

export const COMPLEXITY_OUTCOMES = ["CONSISTENT", "CONTRADICTED", "UNKNOWN"] as const;
export type ComplexityOutcome = (typeof COMPLEXITY_OUTCOMES)[number];

export interface JudgedClaim {
  outcome: ComplexityOutcome;
  /** Of time = c n^k, with its interval of 95%. Null if the runs say nothing. */
  exponent: number | null;
  low: number | null;
  high: number | null;
}

/** A claim is contradicted if the interval of the measured exponent has nothing in common with what it stands for. `runs`: smallest first. */
export function judgeClaim(runs: readonly Run[], claim: string): JudgedClaim {
  const growth = growthOf(runs.slice(1), runs[0]?.cpuMs ?? 0);
  if (!growth) return { outcome: "UNKNOWN", exponent: null, low: null, high: null };
  const claimed = claimedExponents(claim);
  const meets = claimed && growth.low <= claimed.high && growth.high >= claimed.low;
  return { ...growth, outcome: claimed === null ? "UNKNOWN" : meets ? "CONSISTENT" : "CONTRADICTED" };
}
