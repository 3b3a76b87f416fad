import { mayAuthor, isAdmin, mayEditProblem } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { VERDICTS, Verdict as JudgedVerdict } from "../../../../judge/verdict.js";
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
}

export function mayEditOrigin(viewer: Viewer, { problemAuthorId, problemCoAuthorIds }: JudgementOrigin): boolean {
  return mayEditProblem(viewer, { authorId: problemAuthorId, coAuthorIds: problemCoAuthorIds });
}

export function concealedVerdict<V extends string>(verdict: V): V | "REJECTED" {
  return OPEN.includes(verdict) ? verdict : "REJECTED";
}

const IS_CONCEALED = `p.feedback = 'NOTHING' and j.verdict not in (${OPEN.map((verdict) => `'${verdict}'`).join(", ")})`;

/** The verdict of judgement `j` of problem `p` that account `s.user_id` sees. */
export const OWN_SHOWN_VERDICT = `case when ${IS_CONCEALED} and p.author_id <> s.user_id then 'REJECTED' else j.verdict end`;

/** The verdict of judgement `j` of problem `p` that the viewer sees, for filters: they must not tell more than the results. */
export function shownVerdictSql(viewer: Viewer): { sql: string; params: string[] } {
  if (isAdmin(viewer)) return { sql: "j.verdict", params: [] };
  if (!mayAuthor(viewer)) return { sql: `case when ${IS_CONCEALED} then 'REJECTED' else j.verdict end`, params: [] };
  const isOthers = "p.author_id <> ? and not exists (select from problem_co_authors c where c.problem_id = p.id and c.user_id = ?)";
  return { sql: `case when ${IS_CONCEALED} and ${isOthers} then 'REJECTED' else j.verdict end`, params: [viewer.id, viewer.id] };
}
