import { randomBytes } from "node:crypto";
import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readQuiz, type QuizRow } from "../authoring/quiz.rows.js";
import { rounded } from "../grading/points.js";
import { drawQuiz } from "./draw-quiz.js";
import { endAttempt, lockAttempt } from "./settle.js";

interface Start {
  quizId: string;
  preview: boolean;
  /** Only for previews. */
  seed?: string | null;
}

/**
 * In the caller's transaction. Answers the id of the open attempt if there is one, so starting is safe to repeat: one account has one open
 * attempt per quiz. A preview is for editors and follows neither times nor limits.
 */
export async function startAttempt(em: EntityManager, viewer: SignedIn, { quizId, preview, seed }: Start): Promise<string> {
  const quiz = await readQuiz(em, viewer, { id: quizId });
  if (preview && !mayEditQuiz(viewer, quiz)) throw new AppError("FORBIDDEN", "Only editors of the quiz may preview it.");
  // Serializes the starts of one account: what they count must not change in between.
  await rows(em, "select pg_advisory_xact_lock(hashtextextended('quiz-attempt:' || ? || ?, 0))", [quizId, viewer.id]);
  const open = await openAttempt(em, viewer, quizId, preview);
  if (open && !(preview && seed)) return open;
  if (open) await em.execute("delete from quiz_attempts where id = ? and preview", [open]);
  if (!preview) await expectMayStart(em, viewer, quiz);
  return insertAttempt(em, viewer, quiz, preview, seed ?? randomBytes(16).toString("hex"));
}

/** Ends an open attempt whose time is over. */
async function openAttempt(em: EntityManager, viewer: SignedIn, quizId: string, preview: boolean): Promise<string | null> {
  const sql = "select id from quiz_attempts where user_id = ? and quiz_id = ? and preview = ? and status = 'OPEN'";
  const [found] = await rows<{ id: string }>(em, sql, [viewer.id, quizId, preview]);
  const attempt = found && (await lockAttempt(em, found.id));
  if (attempt?.status !== "OPEN") return null;
  if (!attempt.expired) return attempt.id;
  await endAttempt(em, attempt, "DEADLINE");
  return null;
}

interface Standing {
  attempts: number;
  opensInMs: number;
  isOver: boolean;
  cooldownLeftMs: number;
}

async function expectMayStart(em: EntityManager, viewer: SignedIn, quiz: QuizRow): Promise<void> {
  if (quiz.status !== "PUBLISHED") throw new AppError("CONFLICT", "This quiz is not published. Editors can preview it.");
  const [standing] = await rows<Standing>(
    em,
    `select count(a.id)::int as attempts,
       ceil(greatest(0, extract(epoch from z.opens_at - clock_timestamp()) * 1000))::float8 as "opensInMs",
       coalesce(z.due_at <= clock_timestamp(), false) as "isOver",
       ceil(greatest(0, z.cooldown_ms - extract(epoch from clock_timestamp() - max(a.ended_at)) * 1000))::float8 as "cooldownLeftMs"
     from quizzes z left join quiz_attempts a on a.quiz_id = z.id and a.user_id = ? and not a.preview where z.id = ? group by z.id`,
    [viewer.id, quiz.id],
  );
  if (standing!.opensInMs > 0) throw new AppError("CONFLICT", "This quiz is not open yet.");
  if (standing!.isOver) throw new AppError("CONFLICT", "The deadline of this quiz has passed.");
  if (quiz.maxAttempts !== null && standing!.attempts >= quiz.maxAttempts) {
    throw new AppError("CONFLICT", `You have used all ${quiz.maxAttempts} attempts.`);
  }
  if (standing!.cooldownLeftMs > 0) {
    throw new AppError("RATE_LIMITED", "Wait before you start the next attempt.", { retryAfterMs: standing!.cooldownLeftMs });
  }
}

async function insertAttempt(em: EntityManager, viewer: SignedIn, quiz: QuizRow, preview: boolean, seed: string): Promise<string> {
  const questions = await drawQuiz(em, quiz, seed);
  if (questions.length === 0) throw new AppError("CONFLICT", "This quiz has no questions at the moment.");
  const id = newId();
  await em.execute(
    `insert into quiz_attempts (id, quiz_id, user_id, number, preview, seed, started_at, deadline_at, penalty_millionths, max_score)
     select ?, z.id, ?, 1 + (select coalesce(max(number), 0) from quiz_attempts where quiz_id = z.id and user_id = ? and preview = ?), ?, ?,
       clock_timestamp(), least(clock_timestamp() + z.time_limit_ms * interval '1 millisecond', case when not ? then z.due_at end),
       z.penalty_millionths, ? from quizzes z where z.id = ?`,
    [id, viewer.id, viewer.id, preview, preview, seed, preview, rounded(questions.reduce((sum, { points }) => sum + points, 0)), quiz.id],
  );
  await em.execute(
    `insert into quiz_attempt_questions (attempt_id, position, version_id, section, points, shown)
     select ?, position, "versionId", section, points, shown
     from jsonb_to_recordset(?::jsonb) as given (position int, "versionId" uuid, section text, points float8, shown jsonb)`,
    [id, JSON.stringify(questions)],
  );
  return id;
}
