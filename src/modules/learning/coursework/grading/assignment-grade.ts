/** Builds the tree of one learner's grade for one assignment. Pure: all inputs are given. */
import { fraction, fractionText, ofNumber } from "../../../../kernel/fraction.js";
import { node, type GradeNode } from "./grade-tree.js";
import type { LateCurve } from "./late-curve.js";
import { rubricOf, type Rubric } from "./rubric.js";

export interface GradedAssignment {
  kind: "PROBLEMS" | "QUIZ" | "FREE";
  title: string;
  zone: string;
  points: number;
  counted: "BEST" | "LAST" | "AVERAGE";
  lateCurve: LateCurve;
  rubric: Rubric | null;
  policyVersion: number;
  /** Of PROBLEMS, in order. */
  problems: readonly { id: string; title: string; points: number }[];
}

/** When the work of this learner is due. */
export interface Terms {
  dueAt: Date | null;
  /** The due time as it was entered. */
  dueLocal: string | null;
  closesAt: Date | null;
  extension: "NONE" | "LEARNER" | "GROUP";
  /** Work that was handed in before closing waits for a grader or the judge: it is not missing. */
  pending: boolean;
}

/** A judged submission or a graded quiz attempt. */
export interface ScoredAttempt {
  /** Null for a quiz. */
  problemId: string | null;
  source: "Submission" | "QuizAttempt";
  sourceId: string;
  submittedAt: Date;
  score: number;
  maxScore: number;
  verdict: string | null;
}

/** What a grader gave. */
export interface Mark {
  /** Hundredths by criterion; null if only adjusted. */
  rubricPoints: readonly number[] | null;
  /** That the points were given by; null for marks of older versions: the present rubric. */
  criteria: Rubric["criteria"] | null;
  submission: { id: string; submittedAt: Date } | null;
  bonus: number;
  deduction: number;
  comment: string;
  /** An accepted request for a regrade. `before`: hundredths; null for the other members of a group. */
  regrade?: { requestedAt: Date; decidedAt: Date; before: number | null } | null;
}

const hundredths = (whole: number) => fractionText(fraction(whole, 100));

/** Null while there is nothing to grade: no attempt counts yet, and the assignment is still open for this learner, or their work waits. */
export function assignmentGrade(
  assignment: GradedAssignment,
  terms: Terms,
  attempts: readonly ScoredAttempt[],
  mark: Mark | null,
  now: Date,
): GradeNode | null {
  const { policyVersion: version } = assignment;
  const isClosed = terms.closesAt !== null && terms.closesAt <= now;
  const parts = assignment.kind === "FREE" ? freePart(assignment, terms, mark) : scoredParts(assignment, terms, attempts);
  const adjusted = mark !== null && (mark.bonus > 0 || mark.deduction > 0);
  if (parts === null && !adjusted && (!isClosed || terms.pending)) return null;
  const missing = () => (terms.pending ? [] : [node("MISSING", version, { closesAt: terms.closesAt?.toISOString() ?? null })]);
  const adjustment = adjusted
    ? [node("ADJUSTMENT", version, { points: hundredths(mark.bonus - mark.deduction), reason: mark.comment.slice(0, 500) })]
    : [];
  const sum = node("SUM", version, {}, [...(parts ?? missing()), ...adjustment]);
  return node("ROUNDED", version, {}, [mark?.regrade ? regraded(mark.regrade, version, sum) : sum]);
}

function regraded({ requestedAt, decidedAt, before }: NonNullable<Mark["regrade"]>, version: number, sum: GradeNode): GradeNode {
  const facts = {
    requestedAt: requestedAt.toISOString(),
    decidedAt: decidedAt.toISOString(),
    before: before === null ? null : hundredths(before),
  };
  return node("REGRADE", version, facts, [sum]);
}

function scoredParts(assignment: GradedAssignment, terms: Terms, attempts: readonly ScoredAttempt[]): GradeNode[] | null {
  if (!attempts.some(({ submittedAt }) => isInTime(submittedAt, terms))) return null;
  const { policyVersion: version, title, points } = assignment;
  const items = assignment.kind === "QUIZ" ? [{ id: null, title, points }] : assignment.problems;
  return items.map((item) => {
    const own = attempts.filter(({ problemId }) => problemId === item.id);
    const inTime = own
      .filter(({ submittedAt }) => isInTime(submittedAt, terms))
      .toSorted((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime() || (a.sourceId < b.sourceId ? -1 : 1));
    const facts = { counted: assignment.counted, afterClosing: own.length - inTime.length };
    const scored = inTime.map((attempt) => late(assignment, terms, attempt.submittedAt, scoreOf(attempt, version)));
    return node("WORTH", version, { title: item.title, points: String(item.points) }, [node("ATTEMPTS", version, facts, scored)]);
  });
}

function scoreOf({ score, maxScore, source, sourceId, submittedAt, verdict }: ScoredAttempt, version: number): GradeNode {
  const exact = (value: number) => fractionText(ofNumber(value));
  const facts = { score: exact(score), maxScore: exact(maxScore), source, sourceId, submittedAt: submittedAt.toISOString(), verdict };
  return node("SCORE", version, facts);
}

const isInTime = (submittedAt: Date, { closesAt }: Terms) => closesAt === null || submittedAt <= closesAt;

function late(
  { policyVersion: version, zone, lateCurve: curve }: GradedAssignment,
  terms: Terms,
  submittedAt: Date,
  input: GradeNode,
): GradeNode {
  const { dueAt, dueLocal, extension } = terms;
  const facts = { submittedAt: submittedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null, dueLocal, zone, extension, curve };
  return node("LATE", version, facts, [input]);
}

function freePart(assignment: GradedAssignment, terms: Terms, mark: Mark | null): GradeNode[] | null {
  if (!mark?.rubricPoints || !mark.submission) return null;
  const { policyVersion: version, title, points } = assignment;
  const criteria = mark.criteria ?? rubricOf(assignment.rubric, points).criteria;
  const given = mark.rubricPoints;
  const lines = criteria.map(({ title: criterion, points: most }, index) =>
    node("RUBRIC_LINE", version, { criterion, points: hundredths(given[index] ?? 0), maxPoints: String(most), level: null }),
  );
  const { id, submittedAt } = mark.submission;
  const maxPoints = String(criteria.reduce((sum, criterion) => sum + criterion.points, 0));
  const marked = node("RUBRIC", version, { maxPoints, sourceId: id, submittedAt: submittedAt.toISOString() }, lines);
  return [node("WORTH", version, { title, points: String(points) }, [late(assignment, terms, submittedAt, marked)])];
}

/** Points that can be reached. */
export function pointsOf({ kind, points, problems }: Pick<GradedAssignment, "kind" | "points" | "problems">): number {
  return kind === "PROBLEMS" ? problems.reduce((sum, problem) => sum + problem.points, 0) : points;
}

export interface SharedGrade {
  assignmentId: string;
  title: string;
  points: number;
  weight: number;
  policyVersion: number;
  tree: GradeNode;
}

/** The total of a class as a share from 0 to 1 (more with bonuses); null without grades. */
export function classTotal(grades: readonly SharedGrade[], policy: { dropLowest: number; version: number }): GradeNode | null {
  if (grades.length === 0) return null;
  const shares = grades.map(({ assignmentId, title, points, weight, policyVersion, tree }) =>
    node("SHARE", policyVersion, { assignmentId, title, points: String(points), weight }, [tree]),
  );
  return node("TOTAL", policy.version, { dropLowest: policy.dropLowest, policyVersion: policy.version }, shares);
}
