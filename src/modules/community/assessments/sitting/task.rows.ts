import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { StoredQuestion } from "../../../learning/quizzes/attempts/shown-question.js";
import type { GradeNode } from "../../../learning/coursework/grading/grade-tree.js";
import { JOIN_LATEST_JUDGEMENT } from "../../../practice/submissions/submission.rows.js";

/** What the reader of a task may see. */
export interface TaskView {
  verdicts: boolean;
  results: boolean;
  /** Solutions of questions, and sources of submissions. */
  everything: boolean;
}

export interface TaskRow {
  sittingId: string;
  position: number;
  section: string;
  problemId: string | null;
  quizId: string | null;
  title: string;
  points: number;
  earned: number | null;
  language: string | null;
  source: string | null;
  codeVersion: number;
  savedAt: Date | null;
}
export type ShownTask = TaskRow & { view: TaskView };

export const tasksOfSitting: LoaderFactory<string, TaskRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TaskRow>(
      em,
      `select t.sitting_id as "sittingId", t.position, t.section, t.problem_id as "problemId", t.quiz_id as "quizId", coalesce(p.title, z.title) as title,
         t.points, t.earned, t.language, t.source, t.code_version as "codeVersion", t.saved_at as "savedAt"
       from assessment_tasks t left join problems p on p.id = t.problem_id left join quizzes z on z.id = t.quiz_id
       where t.sitting_id in (?) order by t.sitting_id, t.position`,
      [ids],
    );
    const byId = Map.groupBy(found, ({ sittingId }) => sittingId);
    return ids.map((id) => byId.get(id) ?? []);
  });

export interface CodeRow {
  sittingId: string;
  task: number;
  number: number;
  submissionId: string;
  language: string;
  sourceBytes: number;
  submittedAt: Date;
  status: string;
  verdict: string | null;
  score: number | null;
  maxScore: number | null;
}
export type ShownCode = CodeRow & { view: TaskView };

/** By sitting: oldest first within a task. */
export const codeOfSitting: LoaderFactory<string, CodeRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<CodeRow>(
      em,
      `select k.sitting_id as "sittingId", k.task, (row_number() over (partition by k.sitting_id, k.task order by s.id))::int as number,
         s.id as "submissionId", s.language, s.source_bytes as "sourceBytes", s.created_at as "submittedAt", j.status, j.verdict, j.score,
         j.max_score as "maxScore"
       from assessment_code k join submissions s on s.id = k.submission_id ${JOIN_LATEST_JUDGEMENT}
       where k.sitting_id in (?) order by k.sitting_id, k.task, s.id`,
      [ids],
    );
    const byId = Map.groupBy(found, ({ sittingId }) => sittingId);
    return ids.map((id) => byId.get(id) ?? []);
  });

export const sourceOfCode: LoaderFactory<string, string | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; source: string | null }>(em, "select id, source from submissions where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, source }) => [id, source]));
    return ids.map((id) => byId.get(id) ?? null);
  });

export type AnswerRow = StoredQuestion & { sittingId: string; task: number };

export const answersOfSitting: LoaderFactory<string, AnswerRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<AnswerRow>(
      em,
      `select w.sitting_id as "sittingId", w.task, w.position, w.section, w.points, w.shown, w.answer, w.answer_version as "answerVersion",
         w.answered_at as "answeredAt", w.outcome, v.content
       from assessment_answers w join question_versions v on v.id = w.version_id where w.sitting_id in (?) order by w.sitting_id, w.task, w.position`,
      [ids],
    );
    const byId = Map.groupBy(found, ({ sittingId }) => sittingId);
    return ids.map((id) => byId.get(id) ?? []);
  });

/** How the score of a sitting came about; null while nothing is graded. */
export const treeOfSitting: LoaderFactory<string, GradeNode | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; tree: GradeNode | null }>(em, "select id, tree from assessment_sittings where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, tree }) => [id, tree]));
    return ids.map((id) => byId.get(id) ?? null);
  });
