/** What is kept of many figures: enough for a histogram and for the rank of one figure, and no more than a few KB. */
import * as z from "zod";
import { count } from "../../../../kernel/schemas.js";

const bucket = z.object({ from: count, to: count, count });

export const distribution = z.object({
  total: count,
  /** Figures in ascending order, merged to at most RANKS groups of about the same size. */
  ranks: z.array(bucket),
  histogram: z.array(bucket),
});

export type Distribution = z.infer<typeof distribution>;
export type Bucket = z.infer<typeof bucket>;

export interface Counted {
  value: number;
  count: number;
}

const RANKS = 200;
const BUCKETS = 20;
/** Up to here the buckets are equally wide; the last one also has everything above, which would squeeze the rest. */
const BULK = 0.98;

/** `figures` are distinct and ascending. The width of buckets is a multiple of `unit`. */
export function distributionOf(figures: readonly Counted[], unit: number): Distribution {
  const total = figures.reduce((sum, figure) => sum + figure.count, 0);
  return { total, ranks: ranksOf(figures, total), histogram: histogramOf(figures, total, unit) };
}

function ranksOf(figures: readonly Counted[], total: number): Bucket[] {
  const ranks: Bucket[] = [];
  for (const { value, count: added } of figures) {
    const last = ranks.at(-1);
    const isFull = !last || figures.length <= RANKS || last.count + added > (2 * total) / RANKS;
    if (isFull) ranks.push({ from: value, to: value, count: added });
    else Object.assign(last, { to: value, count: last.count + added });
  }
  return ranks;
}

function histogramOf(figures: readonly Counted[], total: number, unit: number): Bucket[] {
  const first = figures[0]?.value;
  if (first === undefined) return [];
  let counted = 0;
  const bulk = figures.find((figure) => (counted += figure.count) >= BULK * total)!.value;
  const width = Math.ceil((bulk - first + 1) / BUCKETS / unit) * unit;
  const buckets = Array.from({ length: Math.ceil((bulk - first + 1) / width) }, (_, i) => ({
    from: first + i * width,
    to: first + (i + 1) * width - 1,
    count: 0,
  }));
  for (const figure of figures) buckets[Math.min(buckets.length - 1, Math.floor((figure.value - first) / width))]!.count += figure.count;
  const last = buckets.at(-1)!;
  last.to = Math.max(last.to, figures.at(-1)!.value);
  return buckets;
}

/** Percentage of figures that are greater, equal ones counted half; with one decimal. 100 is best. */
export function percentileOf(value: number, { ranks, total }: Distribution): number {
  let beaten = 0;
  for (const { from, to, count: size } of ranks) {
    if (from > value) beaten += size;
    else if (value <= to) beaten += size / 2;
  }
  return Math.round((1000 * beaten) / total) / 10;
}
