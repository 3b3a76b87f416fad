import { fraction, fractionText, ofText, times, toHundredths, type Fraction } from "../../../../kernel/fraction.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { countedAttempt, keptInputs, latenessMs, type GradeNode, type GradeRule } from "./grade-tree.js";
import { creditOf } from "./late-curve.js";

export interface Reader {
  language: MessageLanguage;
  /** IANA. */
  zone: string;
}

export interface GradeLine {
  /** 0 for the grade itself; inputs of a line follow it, one deeper. */
  depth: number;
  rule: GradeRule;
  policyVersion: number;
  /** Exact: a whole number or a fraction such as `85/3`. */
  value: string;
  text: string;
  /** False for what is shown but counts for nothing: other attempts, and dropped grades. */
  counts: boolean;
}

/** All lines of a tree, each input after what it is an input of. */
export function explain(tree: GradeNode, reader: Reader): GradeLine[] {
  const lines: GradeLine[] = [];
  const walk = (at: GradeNode, depth: number, counts: boolean) => {
    lines.push({ depth, rule: at.rule, policyVersion: at.version, value: at.value, text: sentence(at, reader), counts });
    const counted = countedInputs(at);
    at.inputs.forEach((input, index) => walk(input, depth + 1, counts && (counted === null || counted.has(index))));
  };
  walk(tree, 0, true);
  return lines;
}

function countedInputs(tree: GradeNode): Set<number> | null {
  if (tree.rule === "TOTAL") return new Set(keptInputs(tree));
  if (tree.rule !== "ATTEMPTS") return null;
  const index = countedAttempt(tree);
  return index === null ? null : new Set([index]);
}

function sentence(tree: GradeNode, { language, zone }: Reader): string {
  const words = messagesIn(language).grade;
  const number = (value: Fraction) => decimal(value, language);
  const percent = (value: Fraction) => `${number(times(value, fraction(100)))} %`;
  const time = (iso: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(iso));
  const value = ofText(tree.value);
  switch (tree.rule) {
    case "SCORE":
      return words.score(number(ofText(tree.facts.score)), number(ofText(tree.facts.maxScore)), time(tree.facts.submittedAt));
    case "RUBRIC_LINE":
      return words.rubricLine(tree.facts.criterion || words.wholeWork, number(value), number(ofText(tree.facts.maxPoints)));
    case "RUBRIC":
      return words.rubric(percent(value), time(tree.facts.submittedAt));
    case "LATE": {
      const { dueAt, extension, curve } = tree.facts;
      if (dueAt === null) return words.noDueTime(percent(value));
      const lateMs = latenessMs(tree.facts);
      const due = extension === "NONE" ? words.due(time(dueAt)) : words.extended(time(dueAt));
      if (lateMs === 0) return words.inTime(percent(value), due);
      return words.late(String(Math.ceil(lateMs / MINUTE_MS)), due, percent(creditOf(curve, lateMs)), percent(value));
    }
    case "ATTEMPTS":
      return [
        words.attempts[tree.facts.counted](tree.inputs.length, percent(value)),
        ...(tree.facts.afterClosing > 0 ? [words.afterClosing(tree.facts.afterClosing)] : []),
      ].join(" ");
    case "WORTH":
      return words.worth(tree.facts.title, number(value), number(ofText(tree.facts.points)));
    case "MISSING":
      return tree.facts.closesAt === null ? words.missing : words.missingAt(time(tree.facts.closesAt));
    case "ADJUSTMENT":
      return words.adjustment(number(value), tree.facts.reason);
    case "SUM":
      return words.sum(number(value));
    case "REGRADE": {
      const { decidedAt, before } = tree.facts;
      return words.regraded(time(decidedAt), before === null ? null : number(ofText(before)), number(value));
    }
    case "ROUNDED":
      return words.rounded(number(value));
    case "SHARE":
      return words.share(tree.facts.title, percent(value), tree.facts.weight);
    case "TOTAL":
      return words.total(percent(value), tree.inputs.length - keptInputs(tree).length);
  }
}

/** At most two decimals; the exact value is in `value`. */
function decimal(value: Fraction, language: MessageLanguage): string {
  const rounded = Number(toHundredths(value)) / 100;
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false }).format(rounded);
  return fractionText(fraction(toHundredths(value), 100)) === fractionText(value) ? text : `≈ ${text}`;
}
