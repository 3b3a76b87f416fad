import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { drawQuiz } from "../../../learning/quizzes/attempts/draw-quiz.js";
import { readItems } from "../authoring/assessment.rows.js";
import { readOwnCandidate, type CandidateRow } from "../candidates/candidate.rows.js";
import { drawVariant, type VariantTask } from "./draw-variant.js";

/**
 * In the caller's transaction. A candidate has one sitting: starting again, from another tab or after a lost answer, changes nothing. The
 * database's clock decides about the window and the deadline.
 */
export async function startSitting(em: EntityManager, viewer: SignedIn): Promise<CandidateRow> {
  const { id } = await readOwnCandidate(em, viewer);
  await em.execute("select 1 from assessment_candidates where id = ? for update", [id]);
  // Against a change of the items meanwhile; starts of others don't wait.
  await em.execute("select 1 from assessments where id = (select assessment_id from assessment_candidates where id = ?) for share", [id]);
  const candidate = await readOwnCandidate(em, viewer);
  if (candidate.sittingId !== null) return candidate;
  await expectOpen(em, candidate);
  const tasks = drawVariant(candidate.seed, await readItems(em, [candidate.assessmentId]));
  const sittingId = newId();
  await em.execute(
    `insert into assessment_sittings (id, candidate_id, started_at, deadline_at, break_left_ms, max_score)
     select ?, c.id, clock_timestamp(), least(clock_timestamp() + given.ms * interval '1 millisecond',
         a.closes_at + (given.ms - a.time_limit_ms) * interval '1 millisecond'), c.break_ms, ?
     from assessment_candidates c join assessments a on a.id = c.assessment_id,
       lateral (select round(a.time_limit_ms::numeric * c.time_percent / 100) as ms) given where c.id = ?`,
    [sittingId, tasks.reduce((sum, { points }) => sum + points, 0), id],
  );
  await em.execute(
    `insert into assessment_tasks (sitting_id, position, section, problem_id, quiz_id, points)
     select ?, position, section, "problemId", "quizId", points
     from jsonb_to_recordset(?::jsonb) as given (position int, section text, "problemId" uuid, "quizId" uuid, points int)`,
    [sittingId, JSON.stringify(tasks.map((task, index) => ({ position: index + 1, ...task })))],
  );
  await insertAnswers(em, candidate.seed, sittingId, tasks);
  return readOwnCandidate(em, viewer);
}

async function expectOpen(em: EntityManager, { assessmentId, assessmentStatus }: CandidateRow): Promise<void> {
  if (assessmentStatus !== "PUBLISHED") throw new AppError("CONFLICT", "This assessment is over.");
  const [window] = await rows<{ early: boolean; late: boolean }>(
    em,
    `select coalesce(opens_at > clock_timestamp(), false) as early, coalesce(closes_at <= clock_timestamp(), false) as late
     from assessments where id = ?`,
    [assessmentId],
  );
  if (window!.early) throw new AppError("CONFLICT", "This assessment is not open yet.");
  if (window!.late) throw new AppError("CONFLICT", "This assessment is closed.");
}

/** Questions of the quizzes, in the versions and the order of this candidate. */
async function insertAnswers(em: EntityManager, seed: string, sittingId: string, tasks: readonly VariantTask[]): Promise<void> {
  const quizIds = tasks.flatMap(({ quizId }) => quizId ?? []);
  if (quizIds.length === 0) return;
  const quizzes = await rows<{ id: string; shuffleQuestions: boolean; shuffleChoices: boolean }>(
    em,
    `select id, shuffle_questions as "shuffleQuestions", shuffle_choices as "shuffleChoices" from quizzes where id in (?)`,
    [quizIds],
  );
  for (const quiz of quizzes) {
    const questions = await drawQuiz(em, quiz, `${seed}:${quiz.id}`);
    await em.execute(
      `insert into assessment_answers (sitting_id, task, position, version_id, section, points, shown)
       select ?, ?, position, "versionId", section, points, shown
       from jsonb_to_recordset(?::jsonb) as given (position int, "versionId" uuid, section text, points float8, shown jsonb)`,
      [sittingId, tasks.findIndex(({ quizId }) => quizId === quiz.id) + 1, JSON.stringify(questions)],
    );
  }
}
