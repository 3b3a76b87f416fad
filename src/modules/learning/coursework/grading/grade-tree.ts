/**
 * A grade as a tree: leaves are inputs, every other node applies a rule to its inputs. A node's value follows from its facts and inputs
 * alone, so a stored tree proves its grade without the database, and stays true when policies change.
 */
import * as z from "zod";
import {
  compare,
  fraction,
  fractionText,
  ofText,
  ONE,
  over,
  sumOf,
  times,
  toHundredths,
  ZERO,
  type Fraction,
} from "../../../../kernel/fraction.js";
import { isoTime } from "../../../../kernel/schemas.js";
import { creditOf, lateCurve } from "./late-curve.js";

const exact = z.string().regex(/^-?\d+(\/\d+)?$/, "expected a fraction");

/** Facts of each rule. Fractions are texts, times ISO. Values of inputs are shares from 0 to 1 below WORTH, and points above. */
export const FACTS = {
  /** A judged submission or quiz attempt: score of maxScore. */
  SCORE: z.object({
    score: exact,
    maxScore: exact,
    source: z.string(),
    sourceId: z.string(),
    submittedAt: isoTime,
    verdict: z.string().nullable(),
  }),
  /** One criterion of a rubric, in points. */
  RUBRIC_LINE: z.object({ criterion: z.string(), points: exact, maxPoints: exact, level: z.string().nullable() }),
  /** Sum of its lines, as a share of all points. */
  RUBRIC: z.object({ maxPoints: exact, sourceId: z.string(), submittedAt: isoTime }),
  /** Credit for lateness. */
  LATE: z.object({
    submittedAt: isoTime,
    dueAt: isoTime.nullable(),
    dueLocal: z.string().nullable(),
    zone: z.string(),
    extension: z.enum(["NONE", "LEARNER", "GROUP"]),
    curve: lateCurve,
  }),
  /** One of several attempts counts, or their mean. `afterClosing` attempts were made too late and are no inputs. */
  ATTEMPTS: z.object({ counted: z.enum(["BEST", "LAST", "AVERAGE"]), afterClosing: z.int() }),
  /** A share times points. */
  WORTH: z.object({ title: z.string(), points: exact }),
  /** Nothing was handed in before closing. */
  MISSING: z.object({ closesAt: isoTime.nullable() }),
  /** Points that a grader adds or takes. */
  ADJUSTMENT: z.object({ points: exact, reason: z.string() }),
  /** Sum of points, not below 0. */
  SUM: z.object({}),
  /** Marked again after the learner, or another member of the group, asked for it. Changes no value. `before` in points. */
  REGRADE: z.object({ requestedAt: isoTime, decidedAt: isoTime, before: exact.nullable() }),
  /** Rounded to hundredths, half away from zero. */
  ROUNDED: z.object({}),
  /** A grade of an assignment as a share of its points, with its weight in the class. */
  SHARE: z.object({ assignmentId: z.string(), title: z.string(), points: exact, weight: z.int() }),
  /** Weighted mean of shares, without the lowest ones of those with a weight. */
  TOTAL: z.object({ dropLowest: z.int(), policyVersion: z.int() }),
} as const;

export type GradeRule = keyof typeof FACTS;
export const GRADE_RULES = Object.keys(FACTS) as GradeRule[];

export type GradeNode = {
  [R in GradeRule]: {
    rule: R;
    /** Version of the assignment's or class's policy that set the facts. */
    version: number;
    facts: z.output<(typeof FACTS)[R]>;
    /** Computed from facts and inputs: see valueOf. */
    value: string;
    inputs: GradeNode[];
  };
}[GradeRule];

/** A node with its value. */
export function node<R extends GradeRule>(
  rule: R,
  version: number,
  facts: z.output<(typeof FACTS)[R]>,
  inputs: GradeNode[] = [],
): GradeNode {
  const made = { rule, version, facts, value: "0", inputs } as GradeNode;
  return {
    ...made,
    value: fractionText(
      applied(
        made,
        inputs.map(({ value }) => ofText(value)),
      ),
    ),
  };
}

/** Recomputes the value from the facts of the whole tree; ignores the stored values. */
export function valueOf(tree: GradeNode): Fraction {
  return applied(tree, tree.inputs.map(valueOf));
}

function applied(tree: GradeNode, inputs: readonly Fraction[]): Fraction {
  switch (tree.rule) {
    case "SCORE": {
      const most = ofText(tree.facts.maxScore);
      return compare(most, ZERO) > 0 ? clamped(over(ofText(tree.facts.score), most)) : ZERO;
    }
    case "RUBRIC_LINE":
    case "ADJUSTMENT":
      return ofText(tree.facts.points);
    case "RUBRIC": {
      const most = ofText(tree.facts.maxPoints);
      return compare(most, ZERO) > 0 ? clamped(over(sumOf(inputs), most)) : ZERO;
    }
    case "LATE":
      return times(inputs[0]!, creditOf(tree.facts.curve, latenessMs(tree.facts)));
    case "ATTEMPTS":
      return picked(tree.facts.counted, inputs);
    case "WORTH":
      return times(inputs[0]!, ofText(tree.facts.points));
    case "MISSING":
      return ZERO;
    case "SUM":
      return atLeastZero(sumOf(inputs));
    case "REGRADE":
      return inputs[0]!;
    case "ROUNDED":
      return fraction(toHundredths(inputs[0]!), 100);
    case "SHARE": {
      const points = ofText(tree.facts.points);
      return compare(points, ZERO) > 0 ? over(inputs[0]!, points) : ZERO;
    }
    case "TOTAL":
      return weightedMean(inputs, tree.inputs.map(weightOf), tree.facts.dropLowest);
  }
}

/** Mean of the shares without the lowest ones; 0 without weights. */
export function weightedMean(values: readonly Fraction[], weights: readonly number[], dropLowest: number): Fraction {
  const kept = keptOf(values, weights, dropLowest);
  const sum = fraction(kept.reduce((all, index) => all + weights[index]!, 0));
  return compare(sum, ZERO) > 0 ? over(sumOf(kept.map((index) => times(values[index]!, fraction(weights[index]!)))), sum) : ZERO;
}

export function latenessMs({ submittedAt, dueAt }: { submittedAt: string; dueAt: string | null }): number {
  return dueAt === null ? 0 : Math.max(0, Date.parse(submittedAt) - Date.parse(dueAt));
}

/** Inputs are in the order of their times. */
function picked(counted: "BEST" | "LAST" | "AVERAGE", inputs: readonly Fraction[]): Fraction {
  if (inputs.length === 0) return ZERO;
  if (counted === "LAST") return inputs.at(-1)!;
  if (counted === "AVERAGE") return over(sumOf(inputs), fraction(inputs.length));
  return inputs.reduce((best, one) => (compare(one, best) > 0 ? one : best));
}

/** Index of the attempt that counts; null for an average and without attempts. The first of equally good ones. */
export function countedAttempt(tree: Extract<GradeNode, { rule: "ATTEMPTS" }>): number | null {
  if (tree.facts.counted === "AVERAGE" || tree.inputs.length === 0) return null;
  if (tree.facts.counted === "LAST") return tree.inputs.length - 1;
  const values = tree.inputs.map(({ value }) => ofText(value));
  return values.reduce((best, one, index) => (compare(one, values[best]!) > 0 ? index : best), 0);
}

/** Indexes of the inputs that count. */
export function keptInputs(tree: Extract<GradeNode, { rule: "TOTAL" }>): number[] {
  return keptOf(
    tree.inputs.map(({ value }) => ofText(value)),
    tree.inputs.map(weightOf),
    tree.facts.dropLowest,
  );
}

/** The lowest of those with a weight are dropped, of equal ones the first; one of them always stays. */
function keptOf(values: readonly Fraction[], weights: readonly number[], dropLowest: number): number[] {
  const order = values.flatMap((_, index) => (weights[index]! > 0 ? [index] : [])).sort((a, b) => compare(values[a]!, values[b]!) || a - b);
  const dropped = new Set(order.slice(0, Math.min(dropLowest, Math.max(0, order.length - 1))));
  return values.flatMap((_, index) => (dropped.has(index) ? [] : [index]));
}

const weightOf = (input: GradeNode) => (input.rule === "SHARE" ? input.facts.weight : 0);
const clamped = (value: Fraction) => (compare(value, ONE) > 0 ? ONE : atLeastZero(value));
const atLeastZero = (value: Fraction) => (compare(value, ZERO) < 0 ? ZERO : value);
