import { isAdmin, mayEditProblemOf } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { VERDICTS, Verdict as JudgedVerdict } from "../../../../judge/verdict.js";
import { editableBy } from "../../problems/list/problem-conditions.js";
import type { Feedback } from "../../problems/edits/feedback.js";

/** The judge's verdicts, and the one that stands for them where the problem's author lets learners see nothing. */
export const SHOWN_VERDICTS = {
  ...VERDICTS,
  REJECTED: "Not accepted. The problem does not say why (`Problem.feedback`). For editors of the problem, the verdict itself.",
} as const;

export type ShownVerdict = keyof typeof SHOWN_VERDICTS;

/** Says nothing about hidden tests. */
const OPEN: readonly string[] = [
  JudgedVerdict.ACCEPTED,
  JudgedVerdict.COMPILATION_ERROR,
  JudgedVerdict.SYSTEM_ERROR,
  JudgedVerdict.CANCELLED,
];

/** What decides about the results of a judgement that a viewer sees, and what they are read with. */
export interface JudgementOrigin {
  language: string;
  /** Absent in events of older versions. */
  feedback?: Feedback;
  problemAuthorId: string;
  problemCoAuthorIds: readonly string[];
  /** Likewise. */
  problemOrganizationId?: string | null;
}

export function mayEditOrigin(viewer: Viewer, origin: JudgementOrigin): boolean {
  return mayEditProblemOf(viewer, origin);
}

export function concealedVerdict<V extends string>(verdict: V): V | "REJECTED" {
  return OPEN.includes(verdict) ? verdict : "REJECTED";
}

const IS_CONCEALED = `p.feedback = 'NOTHING' and j.verdict not in (${OPEN.map((verdict) => `'${verdict}'`).join(", ")})`;

/** The verdict of judgement `j` of problem `p` that account `s.user_id` sees. */
export const OWN_SHOWN_VERDICT = `case when ${IS_CONCEALED} and p.author_id <> s.user_id then 'REJECTED' else j.verdict end`;

/** The verdict of judgement `j` of problem `p` that the viewer sees, for filters: they must not tell more than the results. */
export function shownVerdictSql(viewer: Viewer): { sql: string; params: readonly unknown[] } {
  if (isAdmin(viewer)) return { sql: "j.verdict", params: [] };
  const { sql, params } = editableBy(viewer);
  return { sql: `case when ${IS_CONCEALED} and not ${sql} then 'REJECTED' else j.verdict end`, params };
}
