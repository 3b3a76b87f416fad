import { assessmentResultReleased } from "../../../../events/assessment-result-released.event.js";
import { toHundredths, ofText } from "../../../../kernel/fraction.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Answer } from "../../../learning/quizzes/attempts/answer.js";
import { grade } from "../../../learning/quizzes/grading/grade.js";
import { effectiveShare, rounded } from "../../../learning/quizzes/grading/points.js";
import type { QuestionContent } from "../../../learning/quizzes/questions/question.js";
import { JOIN_LATEST_JUDGEMENT } from "../../../practice/submissions/submission.rows.js";
import type { AnswerOutcome } from "../sitting/sitting-states.js";
import { gradeSitting, type GradedTask, type JudgedCode } from "./grade-sitting.js";

interface TaskFacts {
  position: number;
  points: number;
  problemId: string | null;
  quizId: string | null;
  title: string;
  penalty: number | null;
}
interface AnswerFacts {
  task: number;
  position: number;
  points: number;
  answer: Answer | null;
  outcome: AnswerOutcome | null;
  content: QuestionContent;
}
type CodeFacts = JudgedCode & { task: number; status: string };

/**
 * In the caller's transaction, which has locked the sitting. Grades an ended sitting as far as possible; it becomes GRADED when neither the
 * judge nor staff have anything left. Safe to repeat: with the same facts it gives the same score. Grades of staff stay.
 */
export async function settleSitting(em: EntityManager, sittingId: string): Promise<void> {
  const [sitting] = await rows<{
    endedAt: Date | null;
    draftsPending: boolean;
    wasGraded: boolean;
    candidateId: string;
    released: boolean;
  }>(
    em,
    `select s.ended_at as "endedAt", s.drafts_pending as "draftsPending", s.status = 'GRADED' as "wasGraded", c.id as "candidateId",
       a.released_at is not null and c.revoked_at is null as released
     from assessment_sittings s join assessment_candidates c on c.id = s.candidate_id join assessments a on a.id = c.assessment_id
     where s.id = ? and s.status <> 'OPEN'`,
    [sittingId],
  );
  if (!sitting?.endedAt) return;
  const tasks = await rows<TaskFacts>(
    em,
    `select t.position, t.points, t.problem_id as "problemId", t.quiz_id as "quizId", coalesce(p.title, z.title) as title,
       z.penalty_millionths / 1e6::float8 as penalty
     from assessment_tasks t left join problems p on p.id = t.problem_id left join quizzes z on z.id = t.quiz_id
     where t.sitting_id = ? order by t.position`,
    [sittingId],
  );
  const code = Map.groupBy(await submittedCode(em, sittingId), ({ task }) => task);
  const penalties = new Map(tasks.map(({ position, penalty }) => [position, penalty ?? 0]));
  const answers = Map.groupBy(await gradeAnswers(em, sittingId, penalties), ({ task }) => task);
  const awaits =
    sitting.draftsPending ||
    [...code.values()].flat().some(({ status }) => status !== "FINISHED") ||
    [...answers.values()].flat().some(({ outcome }) => outcome === null);
  const graded = tasks.map(({ position, points, title, quizId }): GradedTask => {
    if (quizId === null) return { title, points, code: (code.get(position) ?? []).filter(({ status }) => status === "FINISHED") };
    const own = answers.get(position) ?? [];
    const sum = (values: number[]) => rounded(values.reduce((all, one) => all + one, 0));
    const [score, maxScore] = [sum(own.map(({ outcome }) => outcome?.points ?? 0)), sum(own.map((one) => one.points))];
    return { title, points, quiz: { id: quizId, score, maxScore } };
  });
  const { tree, byTask } = gradeSitting(graded, sitting.endedAt);
  const points = byTask.map(({ value }, index) => ({
    position: tasks[index]!.position,
    earned: Number(toHundredths(ofText(value))) / 100,
  }));
  if (!awaits)
    await em.execute(
      `update assessment_tasks t set earned = given.earned from jsonb_to_recordset(?::jsonb) as given (position int, earned float8)
       where t.sitting_id = ? and t.position = given.position`,
      [JSON.stringify(points), sittingId],
    );
  await em.execute(
    `update assessment_sittings set status = ?, score = ?, tree = ?::jsonb, checked_at = now(), revision = revision + 1,
       graded_at = ${awaits ? "null" : "coalesce(graded_at, clock_timestamp())"} where id = ?`,
    [awaits ? "FINISHED" : "GRADED", Number(toHundredths(ofText(tree.value))) / 100, JSON.stringify(tree), sittingId],
  );
  if (!awaits && !sitting.wasGraded && sitting.released)
    announce(em, assessmentResultReleased, { candidateId: sitting.candidateId, mailId: newId() });
}

function submittedCode(em: EntityManager, sittingId: string): Promise<CodeFacts[]> {
  return rows(
    em,
    `select k.task, s.id as "submissionId", s.created_at as "submittedAt", j.status, coalesce(j.verdict, '') as verdict, j.score,
       j.max_score as "maxScore"
     from assessment_code k join submissions s on s.id = k.submission_id ${JOIN_LATEST_JUDGEMENT}
     where k.sitting_id = ? order by s.id`,
    [sittingId],
  );
}

/** Grades answers that a program can grade, and answers all of them. */
async function gradeAnswers(em: EntityManager, sittingId: string, penalties: ReadonlyMap<number, number>): Promise<AnswerFacts[]> {
  const answers = await rows<AnswerFacts>(
    em,
    `select w.task, w.position, w.points, w.answer, w.outcome, v.content from assessment_answers w
     join question_versions v on v.id = w.version_id where w.sitting_id = ? order by w.task, w.position`,
    [sittingId],
  );
  const fresh = answers.flatMap((one) => {
    if (one.outcome) return [];
    const result = one.answer && grade(one.content, one.answer);
    // An answered essay is for staff.
    if (one.answer && !result) return [];
    one.outcome = answerOutcomeOf(result?.share ?? null, one.points, penalties.get(one.task) ?? 0);
    return [{ task: one.task, position: one.position, outcome: one.outcome }];
  });
  if (fresh.length > 0)
    await em.execute(
      `update assessment_answers w set outcome = given.outcome from jsonb_to_recordset(?::jsonb) as given (task int, position int, outcome jsonb)
       where w.sitting_id = ? and w.task = given.task and w.position = given.position`,
      [JSON.stringify(fresh), sittingId],
    );
  return answers;
}

/** `share` is null without an answer, which loses nothing. */
export function answerOutcomeOf(share: number | null, points: number, penalty: number): AnswerOutcome {
  return { share: rounded(share ?? 0), points: share === null ? 0 : rounded(effectiveShare(share, penalty) * points) };
}
